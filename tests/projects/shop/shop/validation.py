"""Checks of what people type, with the messages they get to see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

MAX_QUANTITY = 50
MAX_NOTE = 140

COUPON_PATTERN = re.compile(r"[A-Z0-9]{4,12}")
POSTCODE_PATTERNS = {
    "domestic": re.compile(r"\d{5}"),
    "eu": re.compile(r"[A-Z0-9][A-Z0-9 -]{2,9}"),
    "world": re.compile(r".{2,12}"),
}


class ValidationError(ValueError):
    """What was typed cannot be used; the message is for the person."""


def normalise_coupon(code: str) -> str:
    return code.strip().upper()


def coupon_code_problem(code: str) -> str | None:
    if not code:
        return "Please enter a coupon code."
    if not COUPON_PATTERN.fullmatch(code):
        return "A coupon code has 4 to 12 letters and digits."
    return None


def parse_quantity(text: str) -> int:
    try:
        quantity = int(text)
    except ValueError:
        raise ValidationError("Please enter the quantity as a number.") from None
    if quantity < 1:
        raise ValidationError("The quantity must be at least 1.")
    if quantity > MAX_QUANTITY:
        raise ValidationError(f"We sell at most {MAX_QUANTITY} pieces at a time.")
    return quantity


def parse_price(text: str) -> Decimal:
    try:
        price = Decimal(text.strip())
    except InvalidOperation:
        raise ValidationError("Please enter the price as a number.") from None
    if not price.is_finite() or price <= 0:
        raise ValidationError("The price must be above zero.")
    return price


def address_problems(address: Mapping[str, str], region: str) -> dict[str, str]:
    problems = {}
    if not address.get("name", "").strip():
        problems["name"] = "Please enter your name."
    if not address.get("street", "").strip():
        problems["street"] = "Please enter street and number."
    postcode = address.get("postcode", "").strip().upper()
    if not POSTCODE_PATTERNS[region].fullmatch(postcode):
        problems["postcode"] = "This postcode does not fit the region."
    if not address.get("city", "").strip():
        problems["city"] = "Please enter the city."
    return problems


def note_problem(note: str) -> str | None:
    if len(note) > MAX_NOTE:
        return f"A gift note has at most {MAX_NOTE} characters."
    return None
