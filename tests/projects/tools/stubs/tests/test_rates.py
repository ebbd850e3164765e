import responses

from shop.rates import rate


@responses.activate
def test_rate():
    responses.get("https://rates.example/v1/rates/eur", json={"rate": 2})
    assert rate("eur") == 2


def test_nothing():
    assert 1 + 1 == 2
