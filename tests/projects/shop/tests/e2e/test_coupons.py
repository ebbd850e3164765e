import pytest
from playwright.sync_api import Page, expect

from .checks import expect_problem
from .pages.catalog import ProductPage


def test_coupon_lowers_the_total(page: Page) -> None:
    cart = ProductPage(page).open("tea-assam").add_to_cart(4).apply_coupon("welcome10")
    expect(cart.flash).to_have_text("Coupon WELCOME10 applied.")
    cart.expect_discount("5.00")


def test_better_discount_wins(page: Page) -> None:
    cart = ProductPage(page).open("tea-assam").add_to_cart(16).apply_coupon("TEATIME15")
    cart.expect_discount("30.00")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ab", "A coupon code has 4 to 12 letters and digits."),
        ("NOSUCH", "This coupon is not known."),
        ("SPRING25", "This coupon expired on 2020-05-31."),
        ("TEATIME15", "This coupon needs goods worth €50.00."),
    ],
)
def test_coupon_is_refused(page: Page, code: str, message: str) -> None:
    cart = ProductPage(page).open("tea-sencha").add_to_cart(1).apply_coupon(code)
    expect_problem(page, message)
    cart.expect_discount("0.00")
