from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from shop.permissions import Role

from .live import LiveShop
from .pages.account import OrderPage
from .pages.catalog import CatalogPage, ProductPage
from .pages.checkout import CheckoutPage

Login = Callable[[Role], None]


def test_slash_moves_the_focus_to_the_search(page: Page) -> None:
    catalog = CatalogPage(page).open()
    page.keyboard.press("/")
    expect(catalog.search).to_be_focused()
    page.keyboard.type("iron")
    page.keyboard.press("Enter")
    expect(catalog.products).to_have_count(1)


def test_first_wrong_field_gets_the_focus(page: Page, login: Login) -> None:
    login(Role.CUSTOMER)
    ProductPage(page).open("tea-assam").add_to_cart(1)
    checkout = CheckoutPage(page).open().fill_address(postcode="?").place_order()
    expect(checkout.postcode).to_be_focused()


def test_invoice_is_downloaded(page: Page, login: Login, live_shop: LiveShop) -> None:
    number = live_shop.place_order()
    login(Role.CUSTOMER)
    with page.expect_download() as download_info:
        OrderPage(page).open(number).invoice_link.click()
    download = download_info.value
    assert download.suggested_filename == f"invoice-{number}.txt"
    assert "Total €34.39" in Path(download.path()).read_text(encoding="utf-8")


def test_catalog_has_one_column_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 400})
    catalog = CatalogPage(page).open()
    first = catalog.products.nth(0).bounding_box()
    second = catalog.products.nth(1).bounding_box()
    assert first["x"] == second["x"]
    assert second["y"] >= first["y"] + first["height"]
    catalog.products.last.scroll_into_view_if_needed()
    expect(catalog.header).to_be_in_viewport()
    expect(catalog.header).to_have_css("position", "sticky")


def test_gift_note_is_remembered(page: Page, login: Login) -> None:
    login(Role.CUSTOMER)
    ProductPage(page).open("tea-assam").add_to_cart(1)
    CheckoutPage(page).open().note.fill("Happy birthday!")
    CatalogPage(page).open()
    expect(CheckoutPage(page).open().note).to_have_value("Happy birthday!")
    assert page.evaluate("localStorage.getItem('gift-note')") == "Happy birthday!"


def test_sorting_is_part_of_the_history(page: Page) -> None:
    catalog = CatalogPage(page).open()
    catalog.sort.select_option("price")
    expect(page).to_have_url("/products/?sort=price")
    expect(catalog.products.last).to_contain_text("Iron Teapot")
    page.go_back()
    expect(page).to_have_url("/products/")
