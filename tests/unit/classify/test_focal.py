from __future__ import annotations

from pathlib import Path

from pyramid.model.layers import FocalFunction
from pyramid.pipeline import analyse
from pyramid.settings import Settings

SHOP = {
    "shop/cart.py": """
class Cart:
    def __init__(self, prices):
        self.prices = list(prices)

    def total(self, discount=0):
        return rounded(sum(self.prices) * (1 - discount))

def rounded(value):
    return round(value, 2) if value else 0

def parse(text):
    return [float(part) for part in text.split() if part]
""",
    "tests/test_cart.py": """
from shop.cart import Cart, parse

def build(text):
    return Cart(parse(text))

def test_cart_total():
    cart = build("1 2")
    assert cart.total() == 3
    assert cart.total(0.5) == 1.5

def test_nothing_of_ours():
    assert len([]) == 0
""",
}


def focal(tmp_path: Path, test: str) -> tuple[FocalFunction, ...]:
    for name, text in SHOP.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path, (), Settings(cache=False, jobs=1))
    return analysis.focal[test]


def test_the_named_function_before_the_check_comes_first(tmp_path: Path) -> None:
    found = focal(tmp_path, "tests.test_cart.test_cart_total")
    assert found[0].function == "shop.cart.Cart.total"
    assert {reason for reason, _ in found[0].parts} == {"name", "file", "last-call", "direct", "reached"}
    assert found[0].line == 9
    by_name = {each.function: each for each in found}
    assert by_name["shop.cart.parse"].line == 8, "a helper's call counts where the test calls the helper"
    assert by_name["shop.cart.rounded"].line == 0
    assert {reason for reason, _ in by_name["shop.cart.rounded"].parts} == {"file", "reached"}


def test_the_score_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    for each in focal(tmp_path, "tests.test_cart.test_cart_total"):
        assert abs(each.score - sum(share for _, share in each.parts)) < 1e-6
        assert 0 < each.score <= 1


def test_a_test_of_nothing_has_no_focal_function(tmp_path: Path) -> None:
    assert focal(tmp_path, "tests.test_cart.test_nothing_of_ours") == ()
