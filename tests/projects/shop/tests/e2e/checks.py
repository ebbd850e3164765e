"""Assertions that several tests share."""

from __future__ import annotations

from playwright.sync_api import APIResponse, Page, expect

from .pages.cart import CartPage


def expect_totals(cart: CartPage, *, subtotal: str, shipping: str, total: str) -> None:
    expect(cart.subtotal).to_have_text(f"€{subtotal}")
    expect(cart.shipping).to_have_text(f"€{shipping}")
    expect(cart.total).to_have_text(f"€{total}")


def expect_problem(page: Page, message: str) -> None:
    expect(page.get_by_test_id("flash")).to_have_text(message)


def assert_json(response: APIResponse, status: int, **fields: str) -> None:
    assert response.status == status
    body = response.json()
    for name, value in fields.items():
        assert body[name] == value
