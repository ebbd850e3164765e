import pytest
from fastapi.testclient import TestClient
from pytest_bdd import given, parsers, scenario, scenarios, then, when

from shop.app import app, total

scenarios("cart.feature")


@pytest.fixture
def client():
    return TestClient(app)


@scenario("cart.feature", "empty")
def test_empty():
    """The same scenario is not counted twice."""


@given("an empty cart", target_fixture="cart")
def empty():
    return []


@given(parsers.parse("a cart with {count:d} items"), target_fixture="cart")
def filled(count):
    return [1] * count


@when("I read the cart", target_fixture="answer")
def read(client):
    return client.get("/carts/1")


@then(parsers.re(r"the total is (?P<amount>\d+)"))
def check_total(cart, amount):
    assert total(cart) == int(amount)


@then(parsers.parse("it answers {status:d}"))
def check_status(answer, status):
    assert answer.status_code == status
