from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shop.permissions import Role

from .checks import expect_problem
from .pages.account import LoginPage
from .pages.catalog import ProductPage
from .pages.checkout import CheckoutPage

ADDRESS_PROBLEMS = {
    "name": "Please enter your name.",
    "street": "Please enter street and number.",
    "postcode": "This postcode does not fit the region.",
    "city": "Please enter the city.",
}


@pytest.fixture
def checkout(page: Page, login: Callable[[Role], None]) -> CheckoutPage:
    login(Role.CUSTOMER)
    ProductPage(page).open("tea-assam").add_to_cart(1)
    return CheckoutPage(page).open()


@pytest.mark.parametrize(
    ("quantity", "message"),
    [
        ("0", "The quantity must be at least 1."),
        ("51", "We sell at most 50 pieces at a time."),
    ],
)
def test_quantity_is_checked(page: Page, quantity: str, message: str) -> None:
    ProductPage(page).open("tea-assam").add_to_cart(quantity)
    expect_problem(page, message)


def test_address_is_checked(checkout: CheckoutPage) -> None:
    checkout.place_order()
    for field, message in ADDRESS_PROBLEMS.items():
        expect(checkout.problem(field)).to_have_text(message)


def test_postcode_has_five_digits(checkout: CheckoutPage) -> None:
    checkout.fill_address(postcode="1011").place_order()
    expect(checkout.problem("postcode")).to_be_visible()
    expect(checkout.problem("city")).to_be_hidden()


def test_long_gift_note_is_refused(checkout: CheckoutPage) -> None:
    checkout.fill_address()
    checkout.note.fill("x" * 141)
    checkout.place_order()
    problem = checkout.problem("note").text_content()
    assert problem == "A gift note has at most 140 characters."


def test_wrong_password_is_refused(page: Page) -> None:
    login = LoginPage(page).open().fill("anna@example.test", "guess")
    expect(login.flash).to_have_text("E-mail address or password is wrong.")
