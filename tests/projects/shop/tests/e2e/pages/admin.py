from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from .base import BasePage


class OrdersAdminPage(BasePage):
    def open(self) -> OrdersAdminPage:
        self.page.goto("/admin/orders")
        return self

    def row(self, number: int) -> Locator:
        return self.page.get_by_test_id(f"order-{number}")

    def refund_button(self, number: int) -> Locator:
        return self.row(number).get_by_role("button", name="Refund")

    def refund(self, number: int) -> None:
        self.follow(self.refund_button(number))

    def mark_as(self, number: int, state: str) -> None:
        self.follow(self.row(number).get_by_role("button", name=f"Mark as {state}"))
        self.expect_state(number, state)

    def expect_state(self, number: int, state: str) -> None:
        expect(self.row(number).get_by_test_id("state")).to_have_text(state)


class ProductAdminPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.price = page.get_by_label("Price")
        self.save_button = page.get_by_role("button", name="Save")

    def open(self, sku: str) -> ProductAdminPage:
        self.page.goto(f"/admin/products/{sku}")
        return self

    def save_price(self, price: str) -> None:
        self.price.fill(price)
        self.follow(self.save_button)
