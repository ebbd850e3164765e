from __future__ import annotations

from playwright.sync_api import Page, expect

from .base import BasePage


class LoginPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.email = page.get_by_label("E-mail")
        self.password = page.get_by_label("Password")
        self.submit = page.get_by_test_id("submit")
        self.signed_in_as = page.get_by_test_id("user")

    def open(self) -> LoginPage:
        self.page.goto("/account/login")
        return self

    def fill(self, email: str, password: str) -> LoginPage:
        self.email.fill(email)
        self.password.fill(password)
        self.follow(self.submit)
        return self

    def log_in(self, email: str, password: str) -> None:
        self.fill(email, password)
        expect(self.signed_in_as).to_have_text(email)


class OrderPage(BasePage):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.state = page.get_by_test_id("state")
        self.total = page.get_by_test_id("total")
        self.cancel_button = page.get_by_role("button", name="Cancel order")
        self.invoice_link = page.get_by_role("link", name="Download invoice")

    def open(self, number: int) -> OrderPage:
        self.page.goto(f"/account/orders/{number}")
        return self

    def cancel(self) -> None:
        self.follow(self.cancel_button)
