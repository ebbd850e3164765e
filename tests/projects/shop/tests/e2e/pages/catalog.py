from __future__ import annotations

from playwright.sync_api import Page

from .base import BasePage
from .cart import CartPage


class CatalogPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.products = page.get_by_test_id("product")
        self.search = page.get_by_role("searchbox", name="Search")
        self.sort = page.get_by_label("Sort by")

    def open(self) -> CatalogPage:
        self.page.goto("/products/")
        return self

    def choose(self, name: str) -> ProductPage:
        self.follow(self.products.get_by_role("link", name=name))
        return ProductPage(self.page)


class ProductPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.price = page.get_by_test_id("price")
        self.stock = page.get_by_test_id("stock")
        self.quantity = page.get_by_label("Quantity")
        self.add_button = page.get_by_role("button", name="Add to cart")

    def open(self, sku: str) -> ProductPage:
        self.page.goto(f"/products/{sku}")
        return self

    def add_to_cart(self, quantity: int | str) -> CartPage:
        self.quantity.fill(str(quantity))
        self.follow(self.add_button)
        return CartPage(self.page)
