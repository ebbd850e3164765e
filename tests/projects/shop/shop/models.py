"""What the shop keeps in its database."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator
from werkzeug.security import check_password_hash

from .orders import OrderState
from .permissions import Role
from .pricing import CouponTerms, Line
from .stock import StockLevel


class Money(TypeDecorator[Decimal]):
    """A decimal amount stored in whole cents."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class Base(DeclarativeBase):
    type_annotation_map = {Decimal: Money, str: String}


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[Role]

    def has_password(self, password: str) -> bool:
        return check_password_hash(self.password_hash, password)


class Product(Base):
    __tablename__ = "products"

    sku: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    price: Mapped[Decimal]
    weight: Mapped[int]
    on_hand: Mapped[int]
    reserved: Mapped[int] = mapped_column(default=0)
    backorder: Mapped[bool] = mapped_column(default=False)

    @property
    def stock(self) -> StockLevel:
        return StockLevel(self.on_hand, self.reserved, self.backorder)

    def line(self, quantity: int) -> Line:
        return Line(self.sku, self.name, self.price, self.weight, quantity)


class Coupon(Base):
    __tablename__ = "coupons"

    code: Mapped[str] = mapped_column(primary_key=True)
    percent: Mapped[int]
    minimum: Mapped[Decimal]
    expires: Mapped[date | None]

    @property
    def terms(self) -> CouponTerms:
        return CouponTerms(self.code, self.percent, self.minimum, self.expires)


class Order(Base):
    __tablename__ = "orders"

    number: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[OrderState] = mapped_column(default=OrderState.PAID)
    placed_at: Mapped[datetime]
    ship_to: Mapped[str]
    payment: Mapped[str]
    total: Mapped[Decimal]

    user: Mapped[User] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(cascade="all, delete-orphan")


class OrderLine(Base):
    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[int] = mapped_column(ForeignKey("orders.number"))
    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"))
    name: Mapped[str]
    unit_price: Mapped[Decimal]
    quantity: Mapped[int]

    product: Mapped[Product] = relationship()
