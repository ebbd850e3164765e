"""Imports find files the way the import system would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.link.modules import ModuleIndex

TREE = [
    "src/shop/__init__.py",
    "src/shop/cart.py",
    "src/shop/api/__init__.py",
    "tests/conftest.py",
    "tests/test_cart.py",
    "tests/helpers.py",
    "backend/app/__init__.py",
    "backend/app/main.py",
    "backend/tests/test_main.py",
    "plugins/billing/invoice.py",
    "plugins/json.py",
    "redis/deploy.py",
]


@pytest.mark.parametrize(
    ("dotted", "importer", "path"),
    [
        ("shop.cart", "tests/test_cart.py", "src/shop/cart.py"),
        ("shop", "tests/test_cart.py", "src/shop/__init__.py"),
        ("app.main", "backend/tests/test_main.py", "backend/app/main.py"),
        ("helpers", "tests/test_cart.py", "tests/helpers.py"),
        ("tests.helpers", "tests/test_cart.py", "tests/helpers.py"),
        ("plugins.billing.invoice", "src/shop/cart.py", "plugins/billing/invoice.py"),
        ("json", "src/shop/cart.py", None),
        ("redis", "src/shop/cart.py", None),
        ("redis.client", "src/shop/cart.py", None),
        ("requests", "src/shop/cart.py", None),
    ],
)
def test_finds(dotted, importer, path):
    assert ModuleIndex(TREE).find(dotted, importer) == path


def test_names_are_those_of_imports_unless_two_files_share_one():
    index = ModuleIndex([*TREE, "other/app/__init__.py", "other/app/main.py"])
    assert index.name("src/shop/cart.py") == "shop.cart"
    assert index.name("backend/app/main.py") == "backend.app.main"
    assert index.name("other/app/main.py") == "other.app.main"
    assert index.name("tests/test_cart.py") == "tests.test_cart"


def test_relative_imports_stop_at_the_top():
    index = ModuleIndex(TREE)
    assert index.absolute("cart", 1, "src/shop/api/__init__.py") == "src.shop.api.cart"
    assert index.absolute("cart", 2, "src/shop/api/__init__.py") == "src.shop.cart"
    assert index.absolute("cart", 9, "src/shop/api/__init__.py") is None


NAMES = st.sampled_from(["a", "b", "c", "__init__"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".py")


@given(st.sets(PATHS, min_size=1))
def test_every_file_is_found_by_its_name_when_that_is_its_own(paths):
    index = ModuleIndex(sorted(paths))
    names = [index.name(path) for path in paths]
    for path in paths:
        name = index.name(path)
        if names.count(name) == 1 and "__init__" not in name:
            found = index.find(name, path)
            assert found is None or index.name(found).endswith(name.rpartition(".")[2])
    assert ModuleIndex(sorted(paths, reverse=True))._names == index._names
