from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.permissions import Role
from shop.seed import EMAILS, PASSWORD


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def customer(client: FlaskClient) -> FlaskClient:
    client.post(
        "/account/login", data={"email": EMAILS[Role.CUSTOMER], "password": PASSWORD}
    )
    return client
