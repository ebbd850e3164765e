"""What the cards ask for, written: shipping, orders, stock, permissions, validation."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from shop.orders import OrderState, can_cancel
from shop.permissions import Role, can_see_reports
from shop.shipping import missing_for_free, shipping_cost
from shop.stock import StockLevel, is_sellable
from shop.validation import ValidationError, address_problems, note_problem, parse_price

NOW = datetime(2024, 5, 1, 12)
ADDRESS = {"name": "Anna", "street": "Lane 1", "postcode": "10115", "city": "Berlin"}


@pytest.mark.parametrize(
    ("state", "hours", "possible"),
    [
        (OrderState.PAID, 1, True),
        (OrderState.PAID, 2, True),
        (OrderState.PAID, 3, False),
        (OrderState.SHIPPED, 1, False),
        (OrderState.SHIPPED, 3, False),
    ],
)
def test_can_cancel(state: OrderState, hours: int, possible: bool) -> None:
    assert can_cancel(state, NOW - timedelta(hours=hours), NOW) is possible


@pytest.mark.parametrize(
    ("weight", "region", "goods", "cost"),
    [
        (0, "eu", "10", "0.00"),
        (500, "domestic", "10", "3.90"),
        (501, "domestic", "10", "5.90"),
        (1300, "eu", "40", "13.90"),
        (11_000, "world", "300", "55.90"),
        (500, "domestic", "75", "0.00"),
    ],
)
def test_shipping_cost(weight: int, region: str, goods: str, cost: str) -> None:
    assert shipping_cost(weight, region, Decimal(goods)) == Decimal(cost)


@pytest.mark.parametrize(
    ("goods", "region", "missing"),
    [
        ("62.50", "domestic", "12.50"),
        ("75", "domestic", None),
        ("80", "domestic", None),
        ("10", "world", None),
    ],
)
def test_missing_for_free(goods: str, region: str, missing: str | None) -> None:
    assert missing_for_free(Decimal(goods), region) == (Decimal(missing) if missing else None)


def test_only_managers_see_reports() -> None:
    assert [role for role in Role if can_see_reports(role)] == [Role.MANAGER]


def test_is_sellable() -> None:
    assert is_sellable(StockLevel(on_hand=1)) is True
    assert is_sellable(StockLevel(on_hand=0)) is False
    assert is_sellable(StockLevel(on_hand=0, backorder=True)) is True


@pytest.mark.parametrize("field", ["name", "street", "postcode", "city"])
def test_each_part_of_an_address_is_needed(field: str) -> None:
    assert list(address_problems({**ADDRESS, field: " "}, "domestic")) == [field]
    assert address_problems(ADDRESS, "domestic") == {}


def test_problems_of_an_address_say_what_to_do() -> None:
    assert address_problems({}, "domestic") == {
        "name": "Please enter your name.",
        "street": "Please enter street and number.",
        "postcode": "This postcode does not fit the region.",
        "city": "Please enter the city.",
    }


def test_note_problem() -> None:
    assert note_problem("x" * 140) is None
    assert note_problem("x" * 141) == "A gift note has at most 140 characters."


def test_parse_price() -> None:
    assert parse_price(" 12.50 ") == Decimal("12.50")
    for text, problem in (
        ("x", "as a number"),
        ("0", "above zero"),
        ("-1", "above zero"),
        ("NaN", "above zero"),
    ):
        with pytest.raises(ValidationError, match=problem):
            parse_price(text)
