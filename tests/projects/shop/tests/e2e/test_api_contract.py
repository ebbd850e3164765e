from playwright.sync_api import Page

from .checks import assert_json


def test_product(page: Page) -> None:
    response = page.request.get("/api/products/tea-assam")
    assert_json(response, 200, name="Assam Breakfast", price="12.50", stock="In stock")


def test_unknown_product(page: Page) -> None:
    response = page.request.get("/api/products/coffee")
    assert_json(response, 404, error="No such product.")


def test_quote(page: Page) -> None:
    response = page.request.post(
        "/api/quote", data={"sku": "tea-assam", "quantity": 10}
    )
    quote = response.json()
    assert set(quote) == {"subtotal", "discount", "shipping", "tax", "total"}
    assert quote["tax"] == "22.56"


def test_quote_for_nothing(page: Page) -> None:
    response = page.request.post("/api/quote", data={"sku": "tea-assam", "quantity": 0})
    assert_json(response, 400, error="The quantity must be at least 1.")


def test_orders_are_private(page: Page) -> None:
    response = page.request.get("/api/orders/1")
    assert not response.ok
    assert response.status == 401
