"""Tests of a small tree in three languages, and reports as their runners write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid.model.meaning import TestCase
from pyramid.model.results import ResultsReport
from pyramid.results import load_results


def case(node: str, symbol: str = "") -> TestCase:
    path, _, names = node.partition("::")
    dotted = ".".join((path.rpartition(".")[0].replace("/", "."), *names.split("::")))
    return TestCase(id=node, path=path, line=1, end_line=2, symbol=symbol or dotted, runner="any")


TESTS = (
    case("tests/unit/test_cart.py::test_total"),
    case("tests/unit/test_cart.py::TestCart::test_total"),
    case("tests/unit/test_cart.py::TestCart::TestEmpty::test_total"),
    case("tests/unit/test_stock.py::test_label"),
    case("tests/api/test_stock.py::test_label"),
    case("tests/api/test_moved.py::test_only_here"),
    case("web/cart.spec.ts::cart › empty › shows nothing", "web.cart"),  # noqa: RUF001
    case("web/cart.spec.ts::cart › adds {} to {}", "web.cart"),  # noqa: RUF001
    case("web/other.spec.ts::works", "web.other.<lambda>"),
    case("web/third.spec.ts::works", "web.third.<lambda>"),
    case("src/test/java/com/acme/PriceTest.java::PriceTest::rounds", "com.acme.PriceTest.rounds"),
)


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., ResultsReport]:
    """Write files (name → text or bytes) and load the named places, by default all of them."""

    def call(*places: str, **files: str | bytes) -> ResultsReport:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return load_results(tmp_path, places or sorted(files), TESTS)

    return call
