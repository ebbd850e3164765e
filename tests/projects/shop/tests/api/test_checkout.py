from __future__ import annotations

from typing import Any

import pytest
import responses
from flask.testing import FlaskClient

from shop.payments import HttpGateway

PAYMENTS = "https://payments.example.test/charges"
ADDRESS = {"name": "Anna", "street": "Lane 1", "postcode": "10115", "city": "Berlin"}


@pytest.fixture
def config(config: dict[str, Any]) -> dict[str, Any]:
    return config | {"GATEWAY": HttpGateway(PAYMENTS)}


@responses.activate
def test_declined_card_places_no_order(customer: FlaskClient) -> None:
    responses.post(PAYMENTS, status=402, json={"reason": "card expired"})
    customer.post("/cart/items", data={"sku": "tea-assam", "quantity": "1"})
    page = customer.post(
        "/checkout/", data=ADDRESS | {"card": "1"}, follow_redirects=True
    )
    assert "The order was not placed: card expired" in page.text
    assert "not ordered anything" in customer.get("/account/orders").text
