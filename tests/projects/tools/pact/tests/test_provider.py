from pact import Verifier


def test_provider():
    Verifier(provider="shop", provider_base_url="http://localhost:5000").verify_pacts("pacts/web-shop.json")
