from flask.testing import FlaskClient


def test_products_are_listed_by_name(client: FlaskClient) -> None:
    products = client.get("/api/products").json["products"]
    assert [product["name"] for product in products][:2] == [
        "Assam Breakfast",
        "Bamboo Whisk",
    ]


def test_unknown_product(client: FlaskClient) -> None:
    response = client.get("/api/products/coffee")
    assert response.status_code == 404
    assert response.json == {"error": "No such product."}
