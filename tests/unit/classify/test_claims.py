from __future__ import annotations

import pytest

from pyramid.classify import folder_claim
from pyramid.model.layers import TestLayer
from pyramid.model.meaning import TestCase
from pyramid.rulebook import load_rules
from pyramid.rulebook.parse_layers import layer_rules

RULES = layer_rules(load_rules().layers)


def case(path: str, *markers: str) -> TestCase:
    return TestCase(
        id=f"{path}::test_x", path=path, line=1, end_line=2, symbol="m.test_x", runner="r", markers=markers
    )


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("tests/unit/test_cart.py", TestLayer.UNIT),
        ("tests/integration/test_cart.py", TestLayer.INTEGRATION),
        ("tests/api/test_cart.py", TestLayer.API),
        ("tests/e2e/pages/test_cart.py", TestLayer.E2E),
        ("e2e/test_cart.py", TestLayer.E2E),
        ("integration_tests/test_cart.py", TestLayer.INTEGRATION),
        ("test_unit/test_cart.py", TestLayer.UNIT),
        ("tests/unit/integration/test_cart.py", TestLayer.UNIT),
        ("shop/api/tests/test_cart.py", None),
        ("tests/test_cart.py", None),
        ("test_unit.py", None),
    ],
)
def test_a_folder_promises(path: str, layer: TestLayer | None) -> None:
    assert folder_claim(case(path), RULES) is layer


def test_a_marker_outweighs_the_folder() -> None:
    assert folder_claim(case("tests/unit/test_cart.py", "slow", "E2E"), RULES) is TestLayer.E2E
