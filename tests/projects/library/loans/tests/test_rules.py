from unittest import TestCase

from loans.rules import fee_of


class FeeTest(TestCase):
    def test_four_weeks_are_free(self):
        self.assertEqual(fee_of(28), 0)

    def test_never_more_than_five(self):
        self.assertEqual(fee_of(1000), 5.0)
