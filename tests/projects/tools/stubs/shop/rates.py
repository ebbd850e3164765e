import requests

BASE = "https://rates.example/v1"


def rate(currency):
    return requests.get(f"{BASE}/rates/{currency}", timeout=3).json()["rate"]


def pay(amount):
    return requests.post("https://pay.example/payments", json={"amount": amount}, timeout=3).status_code
