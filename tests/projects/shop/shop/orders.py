"""Order states, the moves between them, and the time to change one's mind."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum

CANCEL_WINDOW = timedelta(hours=2)
OVERDUE_AFTER = timedelta(days=3)


class OrderState(str, Enum):
    PAID = "paid"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


TRANSITIONS = {
    OrderState.PAID: {OrderState.PACKED, OrderState.CANCELLED},
    OrderState.PACKED: {OrderState.SHIPPED, OrderState.CANCELLED},
    OrderState.SHIPPED: {OrderState.DELIVERED},
    OrderState.DELIVERED: {OrderState.REFUNDED},
    OrderState.CANCELLED: set(),
    OrderState.REFUNDED: set(),
}

NEXT_STEP = {
    OrderState.PAID: OrderState.PACKED,
    OrderState.PACKED: OrderState.SHIPPED,
    OrderState.SHIPPED: OrderState.DELIVERED,
}


class InvalidTransition(Exception):
    """The order cannot go from its state to the one asked for."""


def can_transition(state: OrderState, target: OrderState) -> bool:
    return target in TRANSITIONS[state]


def transition(state: OrderState, target: OrderState) -> OrderState:
    if not can_transition(state, target):
        raise InvalidTransition(
            f"An order that is {state.value} cannot be {target.value}."
        )
    return target


def can_cancel(state: OrderState, placed_at: datetime, now: datetime) -> bool:
    within_window = now - placed_at <= CANCEL_WINDOW
    return within_window and can_transition(state, OrderState.CANCELLED)


def cancel(state: OrderState, placed_at: datetime, now: datetime) -> OrderState:
    if not can_cancel(state, placed_at, now):
        raise InvalidTransition("This order can no longer be cancelled.")
    return transition(state, OrderState.CANCELLED)


def is_overdue(state: OrderState, placed_at: datetime, now: datetime) -> bool:
    waiting = state in {OrderState.PAID, OrderState.PACKED}
    return waiting and now - placed_at > OVERDUE_AFTER


def restocking_fee(total: Decimal, days_since_delivery: int) -> Decimal:
    """Returns are free for two weeks and cost a tenth afterwards."""
    return Decimal("0.00") if days_since_delivery <= 14 else total / 10
