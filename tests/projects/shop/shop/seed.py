"""Demo data: a small range of goods, three coupons and one user for each role."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from .models import Coupon, Product, User
from .permissions import Role

PASSWORD = "kettle"
EMAILS = {
    Role.CUSTOMER: "anna@example.test",
    Role.CLERK: "carl@example.test",
    Role.MANAGER: "mona@example.test",
}


@cache
def demo_hash() -> str:
    return generate_password_hash(PASSWORD)


def product(
    sku: str,
    name: str,
    price: str,
    weight: int,
    on_hand: int,
    *,
    backorder: bool = False,
) -> Product:
    return Product(
        sku=sku,
        name=name,
        description=f"{name}, packed by hand in our shop.",
        price=Decimal(price),
        weight=weight,
        on_hand=on_hand,
        backorder=backorder,
    )


def coupon(
    code: str, percent: int, minimum: str, expires: date | None = None
) -> Coupon:
    return Coupon(code=code, percent=percent, minimum=Decimal(minimum), expires=expires)


def seed_demo(session: Session) -> None:
    if session.get(Product, "tea-assam"):
        return
    session.add_all(
        [
            product("tea-assam", "Assam Breakfast", "12.50", 250, 40),
            product("tea-sencha", "Sencha Superior", "24.00", 100, 3),
            product("pot-iron", "Iron Teapot", "89.00", 1_800, 12),
            product("cup-set", "Stoneware Cups", "36.00", 900, 0, backorder=True),
            product("whisk", "Bamboo Whisk", "14.50", 60, 0),
            coupon("WELCOME10", 10, "20"),
            coupon("TEATIME15", 15, "50"),
            coupon("SPRING25", 25, "20", expires=date(2020, 5, 31)),
        ]
    )
    session.add_all(
        User(email=email, password_hash=demo_hash(), role=role)
        for role, email in EMAILS.items()
    )
    session.commit()
