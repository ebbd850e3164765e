"""Prices, discounts, coupons and tax. Every amount is in euros, net of tax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .shipping import shipping_cost

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")

DISCOUNT_TIERS = (
    (Decimal("200"), Decimal("0.10")),
    (Decimal("100"), Decimal("0.05")),
)

TAX_RATES = {
    "domestic": Decimal("0.19"),
    "eu": Decimal("0.21"),
    "world": Decimal("0"),
}


@dataclass(frozen=True)
class Line:
    sku: str
    name: str
    unit_price: Decimal
    weight: int
    quantity: int

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class CouponTerms:
    code: str
    percent: int
    minimum: Decimal
    expires: date | None = None


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    discount: Decimal
    shipping: Decimal
    tax: Decimal
    total: Decimal


def round_money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def format_money(amount: Decimal) -> str:
    return f"€{round_money(amount):,}"


def subtotal(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), NOTHING)


def tier_discount(amount: Decimal) -> Decimal:
    for threshold, rate in DISCOUNT_TIERS:
        if amount >= threshold:
            return round_money(amount * rate)
    return NOTHING


def coupon_problem(
    coupon: CouponTerms | None, amount: Decimal, today: date
) -> str | None:
    if coupon is None:
        return "This coupon is not known."
    if coupon.expires is not None and coupon.expires < today:
        return f"This coupon expired on {coupon.expires.isoformat()}."
    if amount < coupon.minimum:
        return f"This coupon needs goods worth {format_money(coupon.minimum)}."
    return None


def coupon_discount(coupon: CouponTerms, amount: Decimal) -> Decimal:
    if amount < coupon.minimum:
        return NOTHING
    return round_money(amount * coupon.percent / 100)


def best_discount(amount: Decimal, coupon: CouponTerms | None) -> Decimal:
    """Discounts do not add up: the customer gets the better one."""
    by_tier = tier_discount(amount)
    if coupon is None:
        return by_tier
    return max(by_tier, coupon_discount(coupon, amount))


def tax(amount: Decimal, region: str) -> Decimal:
    return round_money(amount * TAX_RATES[region])


def order_total(
    lines: list[Line], region: str, coupon: CouponTerms | None = None
) -> Totals:
    gross = subtotal(lines)
    discount = best_discount(gross, coupon)
    goods = gross - discount
    weight = sum(line.weight * line.quantity for line in lines)
    shipping = shipping_cost(weight, region, goods)
    tax_due = tax(goods + shipping, region)
    return Totals(gross, discount, shipping, tax_due, goods + shipping + tax_due)


def loyalty_points(total: Decimal, orders_before: int) -> int:
    """One point for each full euro, doubled from the tenth order on."""
    points = int(total)
    return points * 2 if orders_before >= 9 else points
