"""Stock levels: what can be sold, what is reserved, what must be reordered."""

from __future__ import annotations

from dataclasses import dataclass, replace

LOW_STOCK = 5


@dataclass(frozen=True)
class StockLevel:
    on_hand: int
    reserved: int = 0
    backorder: bool = False

    @property
    def available(self) -> int:
        return max(self.on_hand - self.reserved, 0)


class OutOfStock(Exception):
    """More was asked for than can be sold."""


def is_sellable(level: StockLevel) -> bool:
    return level.backorder or level.available > 0


def stock_label(level: StockLevel) -> str:
    if level.available > LOW_STOCK:
        return "In stock"
    if level.available > 0:
        return f"Only {level.available} left"
    return "Available on backorder" if level.backorder else "Sold out"


def stock_problem(level: StockLevel, name: str, quantity: int) -> str | None:
    if level.backorder or quantity <= level.available:
        return None
    if level.available == 0:
        return f"{name} is sold out."
    return f"Only {level.available} of {name} are available."


def backordered(level: StockLevel, quantity: int) -> int:
    """How many of the pieces wanted have to be reordered first."""
    return max(quantity - level.available, 0)


def reserve(level: StockLevel, quantity: int) -> StockLevel:
    if backordered(level, quantity) and not level.backorder:
        raise OutOfStock(f"{quantity} wanted, {level.available} available")
    return replace(level, reserved=level.reserved + quantity)


def release(level: StockLevel, quantity: int) -> StockLevel:
    return replace(level, reserved=max(level.reserved - quantity, 0))


def reorder_quantity(level: StockLevel, weekly_sales: int) -> int:
    """Four weeks of sales, less what is there, in boxes of six."""
    missing = max(weekly_sales * 4 - level.available, 0)
    return -(-missing // 6) * 6
