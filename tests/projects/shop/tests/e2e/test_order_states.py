from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from shop.orders import OrderState
from shop.permissions import Role

from .live import LiveShop
from .pages.account import OrderPage
from .pages.admin import OrdersAdminPage

Login = Callable[[Role], None]


def test_clerk_packs_and_ships(page: Page, login: Login, live_shop: LiveShop) -> None:
    number = live_shop.place_order()
    login(Role.CLERK)
    orders = OrdersAdminPage(page).open()
    orders.mark_as(number, "packed")
    orders.mark_as(number, "shipped")


def test_order_can_be_cancelled(page: Page, login: Login, live_shop: LiveShop) -> None:
    number = live_shop.place_order(age=timedelta(hours=1))
    login(Role.CUSTOMER)
    order = OrderPage(page).open(number)
    order.cancel()
    expect(order.state).to_have_text("cancelled")
    assert live_shop.product("tea-assam").reserved == 0


def test_cancelling_ends_after_two_hours(
    page: Page, login: Login, live_shop: LiveShop
) -> None:
    number = live_shop.place_order(age=timedelta(hours=3))
    login(Role.CUSTOMER)
    order = OrderPage(page).open(number)
    expect(order.state).to_have_text("paid")
    expect(order.cancel_button).not_to_be_visible()


def test_shipped_order_cannot_be_cancelled(
    page: Page, login: Login, live_shop: LiveShop
) -> None:
    number = live_shop.place_order(OrderState.SHIPPED)
    login(Role.CUSTOMER)
    assert OrderPage(page).open(number).cancel_button.count() == 0
