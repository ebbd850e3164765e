from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.urls import reverse
from selenium import webdriver
from selenium.webdriver.common.by import By

from loans.models import Loan


class LoanBrowserTest(StaticLiveServerTestCase):
    def setUp(self):
        self.driver = webdriver.Firefox()
        self.addCleanup(self.driver.quit)

    def open(self, days):
        loan = Loan.objects.create(title="Emma", days=days)
        self.driver.get(self.live_server_url + reverse("loans:detail", args=[loan.pk]))

    def text(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def test_a_late_book_costs_a_fee(self):
        self.open(days=38)
        self.assertEqual(self.text("#fee"), "1.00")
        self.assertEqual("Please bring this book back soon", self.text(".notice"))

    def test_a_late_book_is_not_renewed(self):
        self.open(days=38)
        self.assertEqual(self.driver.find_elements(By.ID, "renew"), [])

    def test_the_way_back(self):
        self.open(days=3)
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("id"), "return")
        self.driver.find_element(By.XPATH, "//button[text()='Give back']").click()
        self.assertEqual(self.text("h1"), "Your loans")
