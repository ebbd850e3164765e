from __future__ import annotations

from playwright.sync_api import Page, expect

from .base import BasePage


class CartPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.lines = page.get_by_test_id("line")
        self.subtotal = page.get_by_test_id("subtotal")
        self.discount = page.get_by_test_id("discount")
        self.shipping = page.get_by_test_id("shipping")
        self.tax = page.get_by_test_id("tax")
        self.total = page.get_by_test_id("total")
        self.free_shipping_hint = page.get_by_test_id("free-shipping-hint")
        self.empty_message = page.get_by_test_id("empty-cart")
        self.region = page.get_by_label("Ship to")
        self.coupon = page.get_by_label("Coupon")
        self.apply_button = page.get_by_role("button", name="Apply")
        self.checkout_link = page.get_by_role("link", name="Check out")

    def open(self) -> CartPage:
        self.page.goto("/cart/")
        return self

    def ship_to(self, region: str) -> CartPage:
        """Choose a region; the page submits the choice by itself."""
        with self.page.expect_event("load"):
            self.region.select_option(region)
        return self

    def apply_coupon(self, code: str) -> CartPage:
        self.coupon.fill(code)
        self.follow(self.apply_button)
        return self

    def check_out(self) -> None:
        self.follow(self.checkout_link)

    def expect_discount(self, amount: str) -> None:
        expect(self.discount).to_have_text(f"€{amount}")
