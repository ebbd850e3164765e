from django.test import TestCase
from django.urls import reverse

from loans.models import Loan


class ViewTest(TestCase):
    def test_the_list_shows_a_loan(self):
        Loan.objects.create(title="Emma", days=3)
        answer = self.client.get(reverse("loans:list"))
        self.assertContains(answer, "Emma")

    def test_a_book_is_given_back_with_a_form(self):
        answer = self.client.get("/loans/1/return/")
        self.assertEqual(answer.status_code, 400)
