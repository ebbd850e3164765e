from django.test import TestCase

from loans.models import Loan


class LoanTest(TestCase):
    def test_a_new_loan_is_not_returned(self):
        self.assertFalse(Loan.objects.create(title="Emma", days=0).returned)
