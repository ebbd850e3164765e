"""The shop served to the browser, with direct access to its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server

from shop.app import utc_now
from shop.database import open_session
from shop.models import Product
from shop.orders import OrderState
from shop.permissions import Role
from shop.repository import Repository
from shop.seed import EMAILS


class LiveShop:
    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.url = url

    def product(self, sku: str) -> Product:
        with open_session(self.app) as session:
            return Repository(session).product(sku)

    def place_order(
        self, state: OrderState = OrderState.PAID, age: timedelta = timedelta()
    ) -> int:
        """An order of Anna's for two bags of Assam."""
        with open_session(self.app) as session:
            repository = Repository(session)
            order = repository.place_order(
                repository.user_by_email(EMAILS[Role.CUSTOMER]),
                [repository.product("tea-assam").line(2)],
                Decimal("34.39"),
                ship_to="Anna, Lane 1, 10115, Berlin",
                payment="payment-1",
                placed_at=utc_now() - age,
            )
            repository.set_state(order, state)
            return order.number


@contextmanager
def serve(app: Flask) -> Iterator[LiveShop]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield LiveShop(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
