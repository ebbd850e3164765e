"""Shipping cost by parcel weight (in grams) and region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

REGIONS = {"domestic": "Germany", "eu": "European Union", "world": "Rest of world"}
HEAVIEST_TIER = 10_000


@dataclass(frozen=True)
class Rates:
    tiers: tuple[tuple[int, Decimal], ...]
    per_extra_kilo: Decimal
    free_from: Decimal | None


RATES = {
    "domestic": Rates(
        tiers=(
            (500, Decimal("3.90")),
            (2_000, Decimal("5.90")),
            (HEAVIEST_TIER, Decimal("9.90")),
        ),
        per_extra_kilo=Decimal("1.50"),
        free_from=Decimal("75"),
    ),
    "eu": Rates(
        tiers=(
            (500, Decimal("8.90")),
            (2_000, Decimal("13.90")),
            (HEAVIEST_TIER, Decimal("24.90")),
        ),
        per_extra_kilo=Decimal("3.00"),
        free_from=Decimal("150"),
    ),
    "world": Rates(
        tiers=(
            (500, Decimal("14.90")),
            (2_000, Decimal("24.90")),
            (HEAVIEST_TIER, Decimal("49.90")),
        ),
        per_extra_kilo=Decimal("6.00"),
        free_from=None,
    ),
}


def is_free(goods: Decimal, region: str) -> bool:
    threshold = RATES[region].free_from
    return threshold is not None and goods >= threshold


def shipping_cost(weight: int, region: str, goods: Decimal) -> Decimal:
    if weight == 0 or is_free(goods, region):
        return Decimal("0.00")
    rates = RATES[region]
    for limit, cost in rates.tiers:
        if weight <= limit:
            return cost
    return rates.tiers[-1][1] + surcharge(weight, rates)


def surcharge(weight: int, rates: Rates) -> Decimal:
    started_kilos = -(-(weight - HEAVIEST_TIER) // 1_000)
    return started_kilos * rates.per_extra_kilo


def missing_for_free(goods: Decimal, region: str) -> Decimal | None:
    """What the customer still has to buy, or None where nothing is missing."""
    threshold = RATES[region].free_from
    if threshold is None or goods >= threshold:
        return None
    return threshold - goods


def delivery_estimate(shipped: date, region: str) -> tuple[date, date]:
    fastest, slowest = {"domestic": (1, 3), "eu": (3, 7), "world": (7, 21)}[region]
    return shipped + timedelta(days=fastest), shipped + timedelta(days=slowest)
