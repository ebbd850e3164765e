"""Reading and writing the shop's data."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .models import Coupon, Money, Order, OrderLine, Product, User
from .orders import OrderState
from .pricing import Line
from .stock import release, reserve

SORT_COLUMNS = {"name": Product.name, "price": Product.price}
NOT_EARNED = (OrderState.CANCELLED, OrderState.REFUNDED)


class Repository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def products(self, search: str = "", sort: str = "name") -> list[Product]:
        column = SORT_COLUMNS.get(sort, Product.name)
        query = select(Product).order_by(column)
        if search:
            query = query.where(Product.name.icontains(search, autoescape=True))
        return list(self.session.scalars(query))

    def product(self, sku: str) -> Product | None:
        return self.session.get(Product, sku)

    def set_price(self, product: Product, price: Decimal) -> None:
        product.price = price
        self.session.commit()

    def coupon(self, code: str) -> Coupon | None:
        return self.session.get(Coupon, code)

    def user(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)

    def user_by_email(self, email: str) -> User | None:
        return self.session.scalar(select(User).where(User.email == email))

    def order(self, number: int) -> Order | None:
        return self.session.get(Order, number)

    def orders(self) -> list[Order]:
        return list(self.session.scalars(select(Order).order_by(Order.number)))

    def orders_of(self, user: User) -> list[Order]:
        query = select(Order).where(Order.user_id == user.id)
        return list(self.session.scalars(query.order_by(Order.number.desc())))

    def place_order(
        self,
        user: User,
        lines: list[Line],
        total: Decimal,
        *,
        ship_to: str,
        payment: str,
        placed_at: datetime,
    ) -> Order:
        order = Order(
            user=user,
            total=total,
            ship_to=ship_to,
            payment=payment,
            placed_at=placed_at,
        )
        for line in lines:
            product = self.session.get_one(Product, line.sku)
            product.reserved = reserve(product.stock, line.quantity).reserved
            order.lines.append(
                OrderLine(
                    product=product,
                    name=line.name,
                    unit_price=line.unit_price,
                    quantity=line.quantity,
                )
            )
        self.session.add(order)
        self.session.commit()
        return order

    def set_state(self, order: Order, state: OrderState) -> None:
        order.state = state
        if state is OrderState.CANCELLED:
            self._release_stock(order)
        self.session.commit()

    def _release_stock(self, order: Order) -> None:
        for line in order.lines:
            level = release(line.product.stock, line.quantity)
            line.product.reserved = level.reserved

    def revenue_by_product(self) -> list[tuple[str, Decimal]]:
        """Best sellers first, without orders that were called off."""
        revenue = func.sum(OrderLine.unit_price * OrderLine.quantity, type_=Money())
        query = (
            select(OrderLine.name, revenue)
            .join(Order, Order.number == OrderLine.order_number)
            .where(Order.state.not_in(NOT_EARNED))
            .group_by(OrderLine.name)
            .order_by(revenue.desc())
        )
        return [(name, amount) for name, amount in self.session.execute(query)]
