from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from .base import BasePage


class CheckoutPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.name = page.get_by_label("Name")
        self.street = page.get_by_label("Street")
        self.postcode = page.get_by_label("Postcode")
        self.city = page.get_by_label("City")
        self.note = page.get_by_label("Gift note")
        self.card = page.get_by_label("Card number")
        self.place_button = page.get_by_role("button", name="Place order")
        self.order_number = page.get_by_test_id("order-number")

    def open(self) -> CheckoutPage:
        self.page.goto("/checkout/")
        return self

    def fill_address(self, *, postcode: str = "10115") -> CheckoutPage:
        self.name.fill("Anna Winter")
        self.street.fill("Lindenweg 4")
        self.postcode.fill(postcode)
        self.city.fill("Berlin")
        self.card.fill("4000 1234")
        return self

    def problem(self, field: str) -> Locator:
        return self.page.get_by_test_id(f"problem-{field}")

    def place_order(self) -> CheckoutPage:
        self.follow(self.place_button)
        return self

    def expect_confirmation(self) -> None:
        expect(self.heading).to_have_text("Thank you for your order")
