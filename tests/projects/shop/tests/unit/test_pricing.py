from decimal import Decimal

import pytest

from shop.pricing import round_money, tier_discount


@pytest.mark.parametrize(
    ("amount", "discount"),
    [("99.99", "0.00"), ("100.00", "5.00"), ("125.00", "6.25"), ("200.00", "20.00")],
)
def test_tier_discount(amount: str, discount: str) -> None:
    assert tier_discount(Decimal(amount)) == Decimal(discount)


def test_half_a_cent_is_rounded_up() -> None:
    assert round_money(Decimal("1.005")) == Decimal("1.01")
