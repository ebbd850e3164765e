from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from shop.orders import OrderState
from shop.permissions import Role

from .live import LiveShop
from .pages.admin import OrdersAdminPage, ProductAdminPage
from .pages.catalog import CatalogPage, ProductPage

Login = Callable[[Role], None]


@pytest.mark.parametrize(("role", "links"), [(Role.CLERK, 0), (Role.MANAGER, 1)])
def test_reports_link_is_for_managers(
    page: Page, login: Login, role: Role, links: int
) -> None:
    login(role)
    expect(CatalogPage(page).reports_link).to_have_count(links)


def test_clerk_cannot_open_reports(page: Page, login: Login) -> None:
    login(Role.CLERK)
    response = page.goto("/admin/reports")
    assert response is not None and response.status == 403


def test_guest_is_sent_to_login(page: Page) -> None:
    page.goto("/checkout/")
    expect(page).to_have_url("/account/login?next=/checkout/")


def test_clerk_cannot_refund(page: Page, login: Login, live_shop: LiveShop) -> None:
    number = live_shop.place_order(OrderState.DELIVERED)
    login(Role.CLERK)
    orders = OrdersAdminPage(page).open()
    expect(orders.row(number)).to_be_visible()
    expect(orders.refund_button(number)).to_be_hidden()


def test_manager_refunds(page: Page, login: Login, live_shop: LiveShop) -> None:
    number = live_shop.place_order(OrderState.DELIVERED)
    login(Role.MANAGER)
    orders = OrdersAdminPage(page).open()
    orders.refund(number)
    expect(orders.flash).to_have_text(f"Order {number} is now refunded.")
    orders.expect_state(number, "refunded")


def test_manager_changes_price(page: Page, login: Login, live_shop: LiveShop) -> None:
    login(Role.MANAGER)
    ProductAdminPage(page).open("tea-assam").save_price("13.75")
    expect(ProductPage(page).price).to_have_text("€13.75")
    assert live_shop.product("tea-assam").price == Decimal("13.75")
