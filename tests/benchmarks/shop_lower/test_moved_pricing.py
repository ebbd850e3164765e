"""What the cards ask for, written: prices."""

from datetime import date
from decimal import Decimal

import pytest

from shop.pricing import CouponTerms, Line, best_discount, coupon_problem, order_total, subtotal, tax

WELCOME = CouponTerms("WELCOME10", 10, Decimal("30"), date(2024, 12, 31))


def line(price: str, quantity: int, weight: int = 100) -> Line:
    return Line("sku", "name", Decimal(price), weight, quantity)


def test_subtotal() -> None:
    assert subtotal([line("12.50", 2), line("3.00", 1)]) == Decimal("28.00")
    assert subtotal([]) == Decimal("0.00")


@pytest.mark.parametrize(
    ("amount", "region", "due"),
    [("38.80", "eu", "8.15"), ("100", "domestic", "19.00"), ("100", "world", "0.00")],
)
def test_tax(amount: str, region: str, due: str) -> None:
    assert tax(Decimal(amount), region) == Decimal(due)


@pytest.mark.parametrize(
    ("coupon", "amount", "today", "problem"),
    [
        (None, "50", date(2024, 1, 1), "This coupon is not known."),
        (WELCOME, "50", date(2024, 12, 31), None),
        (WELCOME, "50", date(2025, 1, 1), "This coupon expired on 2024-12-31."),
        (WELCOME, "30", date(2024, 1, 1), None),
        (WELCOME, "29.99", date(2024, 1, 1), "This coupon needs goods worth €30.00."),
        (CouponTerms("X", 5, Decimal("0")), "1", date(2030, 1, 1), None),
    ],
)
def test_coupon_problem(coupon: CouponTerms, amount: str, today: date, problem: str | None) -> None:
    assert coupon_problem(coupon, Decimal(amount), today) == problem


@pytest.mark.parametrize(
    ("amount", "coupon", "discount"),
    [("250", None, "25.00"), ("250", WELCOME, "25.00"), ("120", WELCOME, "12.00"), ("20", WELCOME, "0.00")],
)
def test_best_discount(amount: str, coupon: CouponTerms | None, discount: str) -> None:
    assert best_discount(Decimal(amount), coupon) == Decimal(discount)


def test_order_total() -> None:
    found = order_total([line("12.50", 10, 250)], "eu", None)
    assert (found.subtotal, found.discount) == (Decimal("125.00"), Decimal("6.25"))
    assert (found.shipping, found.tax, found.total) == (Decimal("24.90"), Decimal("30.17"), Decimal("173.82"))
