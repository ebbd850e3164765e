import pytest
from playwright.sync_api import Page, expect

from .checks import expect_totals
from .pages.catalog import ProductPage


def test_five_percent_off_from_one_hundred_euros(page: Page) -> None:
    cart = ProductPage(page).open("tea-assam").add_to_cart(10)
    expect_totals(cart, subtotal="125.00", shipping="0.00", total="141.31")
    cart.expect_discount("6.25")


def test_ten_percent_off_from_two_hundred_euros(page: Page) -> None:
    cart = ProductPage(page).open("pot-iron").add_to_cart(3)
    cart.expect_discount("26.70")


@pytest.mark.parametrize(("region", "tax"), [("eu", "6.91"), ("world", "0.00")])
def test_tax_depends_on_region(page: Page, region: str, tax: str) -> None:
    cart = ProductPage(page).open("tea-sencha").add_to_cart(1).ship_to(region)
    expect(cart.tax).to_have_text(f"€{tax}")


@pytest.mark.parametrize(
    ("sku", "quantity", "region", "cost"),
    [
        ("pot-iron", 1, "eu", "13.90"),
        ("pot-iron", 6, "world", "55.90"),
    ],
)
def test_shipping_grows_with_weight_and_distance(
    page: Page, sku: str, quantity: int, region: str, cost: str
) -> None:
    cart = ProductPage(page).open(sku).add_to_cart(quantity).ship_to(region)
    assert cart.shipping.inner_text() == f"€{cost}"


def test_shipping_is_free_from_seventy_five_euros(page: Page) -> None:
    cart = ProductPage(page).open("tea-assam").add_to_cart(5)
    expect(cart.free_shipping_hint).to_contain_text("€12.50 more")
    ProductPage(page).open("tea-assam").add_to_cart(1)
    expect_totals(cart, subtotal="75.00", shipping="0.00", total="89.25")
    expect(cart.free_shipping_hint).not_to_be_visible()
