"""Who may do what."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    GUEST = "guest"
    CUSTOMER = "customer"
    CLERK = "clerk"
    MANAGER = "manager"


STAFF = frozenset({Role.CLERK, Role.MANAGER})


def can_check_out(role: Role) -> bool:
    return role is not Role.GUEST


def can_manage_orders(role: Role) -> bool:
    return role in STAFF


def can_refund(role: Role) -> bool:
    return role is Role.MANAGER


def can_edit_product(role: Role) -> bool:
    return role is Role.MANAGER


def can_see_reports(role: Role) -> bool:
    return role is Role.MANAGER


def can_see_order(role: Role, owns_it: bool) -> bool:
    return owns_it or can_manage_orders(role)
