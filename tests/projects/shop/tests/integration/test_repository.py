from datetime import datetime
from decimal import Decimal

import pytest

from shop.models import Order
from shop.orders import OrderState
from shop.permissions import Role
from shop.repository import Repository
from shop.seed import EMAILS


@pytest.fixture
def order(repository: Repository) -> Order:
    return repository.place_order(
        repository.user_by_email(EMAILS[Role.CUSTOMER]),
        [repository.product("tea-sencha").line(2)],
        Decimal("61.76"),
        ship_to="Anna",
        payment="payment-1",
        placed_at=datetime(2024, 5, 1),
    )


def test_order_reserves_stock(repository: Repository, order: Order) -> None:
    assert repository.product("tea-sencha").reserved == 2
    assert repository.order(order.number).total == Decimal("61.76")


def test_cancelling_releases_stock(repository: Repository, order: Order) -> None:
    repository.set_state(order, OrderState.CANCELLED)
    assert repository.product("tea-sencha").reserved == 0


def test_products_are_found_by_part_of_their_name(repository: Repository) -> None:
    assert [product.sku for product in repository.products("tea")] == ["pot-iron"]
