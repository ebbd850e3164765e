from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.classify.words import likeness, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test_cart_total", ("cart", "total")),
        ("TestCartTotal2", ("cart", "total", "2")),
        ("HTTPServerError", ("http", "server", "error")),
        ("test_it_is_the_test", ()),
        ("shop/cart_page.py", ("shop", "cart", "page", "py")),
    ],
)
def test_words_of_a_name(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_the_same_words_in_order_are_most_alike() -> None:
    assert likeness("test_cart_total_with_coupon", "cart_total") == pytest.approx(1.0)
    assert 0 < likeness("test_total_of_cart", "cart_total") < 1
    assert likeness("test_login", "cart_total") == 0


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
