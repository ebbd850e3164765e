"""The payment provider."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

import requests


class PaymentDeclined(Exception):
    """The provider refused to charge the card."""


class Gateway(Protocol):
    def charge(self, amount: Decimal, card: str) -> str:
        """Charge the card and return the provider's reference."""


class HttpGateway:
    def __init__(self, url: str, timeout: float = 5) -> None:
        self.url = url
        self.timeout = timeout

    def charge(self, amount: Decimal, card: str) -> str:
        body = {"amount": str(amount), "currency": "EUR", "card": card}
        response = requests.post(self.url, json=body, timeout=self.timeout)
        if response.status_code == 402:
            raise PaymentDeclined(response.json()["reason"])
        response.raise_for_status()
        return response.json()["reference"]
