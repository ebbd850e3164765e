from __future__ import annotations

from playwright.sync_api import Locator, Page


class BasePage:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", level=1)
        self.flash = page.get_by_test_id("flash")
        self.header = page.get_by_test_id("header")
        self.cart_count = page.get_by_test_id("cart-count")
        self.reports_link = page.get_by_role("link", name="Reports")

    def follow(self, control: Locator) -> None:
        """Click, and wait until the page this leads to is loaded."""
        with self.page.expect_event("load"):
            control.click()
