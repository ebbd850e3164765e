from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shop.permissions import Role

from .checks import expect_problem
from .live import LiveShop
from .pages.catalog import ProductPage
from .pages.checkout import CheckoutPage


@pytest.mark.parametrize(
    ("sku", "label"),
    [
        ("tea-assam", "In stock"),
        ("tea-sencha", "Only 3 left"),
        ("cup-set", "Available on backorder"),
    ],
)
def test_stock_is_shown(page: Page, sku: str, label: str) -> None:
    product = ProductPage(page).open(sku)
    expect(product.stock).to_have_text(label)


def test_sold_out_product_cannot_be_bought(page: Page) -> None:
    product = ProductPage(page).open("whisk")
    expect(product.add_button).to_have_count(0)


def test_no_more_than_available_is_sold(page: Page) -> None:
    product = ProductPage(page).open("tea-sencha")
    product.add_to_cart(4)
    expect_problem(page, "Only 3 of Sencha Superior are available.")
    expect(product.cart_count).to_have_text("0")


def test_order_reserves_stock(
    page: Page, login: Callable[[Role], None], live_shop: LiveShop
) -> None:
    login(Role.CUSTOMER)
    ProductPage(page).open("tea-sencha").add_to_cart(2)
    CheckoutPage(page).open().fill_address().place_order().expect_confirmation()
    assert live_shop.product("tea-sencha").reserved == 2
    expect(ProductPage(page).open("tea-sencha").stock).to_have_text("Only 1 left")
