from collections.abc import Callable

from playwright.sync_api import Page, expect

from shop.permissions import Role

from .pages.account import OrderPage
from .pages.catalog import CatalogPage
from .pages.checkout import CheckoutPage


def test_customer_buys_tea(page: Page, login: Callable[[Role], None]) -> None:
    login(Role.CUSTOMER)
    cart = CatalogPage(page).open().choose("Assam Breakfast").add_to_cart(4)
    expect(cart.lines).to_have_count(1)
    cart.apply_coupon("WELCOME10")
    cart.check_out()
    expect(page).to_have_title("Checkout – The Kettle")
    checkout = CheckoutPage(page).fill_address().place_order()
    checkout.expect_confirmation()
    expect(checkout.cart_count).to_have_text("0")
    checkout.follow(checkout.order_number)
    expect(OrderPage(page).total).to_have_text("€60.57")
    cart.open()
    expect(cart.empty_message).to_have_text("There is nothing in your cart yet.")
