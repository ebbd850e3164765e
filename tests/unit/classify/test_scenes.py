"""What counts as done by a test, on small trees through the real corridor."""

from __future__ import annotations

from pathlib import Path

from pyramid.classify import TestCode
from pyramid.model.layers import TestLayer
from pyramid.pipeline import analyse
from pyramid.rulebook import load_rules
from pyramid.rulebook.parse_layers import role_rules
from pyramid.settings import Settings

APP = """
import requests
from flask import Flask
app = Flask(__name__)

def rate(currency):
    return requests.get(f"https://rates.example/{currency}").json()

@app.get("/rate")
def show():
    return rate("eur")
"""


def layers(tmp_path: Path, **files: str) -> dict[str, TestLayer]:
    """The layer of each test by its plain name; ``__`` in a file's name is a slash."""
    for name, text in files.items():
        place = tmp_path / (name.replace("__", "/") + ".py")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path, (), Settings(cache=False, jobs=1))
    return {name.rpartition(".")[2]: verdict.layer for name, verdict in analysis.verdicts.items()}


def test_a_request_of_the_application_is_not_the_tests(tmp_path: Path) -> None:
    test = "from shop import rate, app\ndef test_rate():\n    assert rate('eur')\n"
    assert layers(tmp_path, shop=APP, tests__test_shop=test) == {"test_rate": TestLayer.UNIT}


def test_a_request_whose_handler_calls_out_is_the_tests(tmp_path: Path) -> None:
    test = "from shop import app\ndef test_rate():\n    assert app.test_client().get('/rate').status_code\n"
    assert layers(tmp_path, shop=APP, tests__test_shop=test) == {"test_rate": TestLayer.API}


def test_a_request_in_a_helper_of_another_file_counts(tmp_path: Path) -> None:
    support = "from shop import app\ndef ask():\n    return app.test_client().get('/rate')\n"
    test = "from tests.support import ask\ndef test_rate():\n    assert ask().status_code\n"
    found = layers(tmp_path, shop=APP, tests__support=support, tests__test_shop=test)
    assert found == {"test_rate": TestLayer.API}


def test_a_request_in_an_unused_fixture_does_not_count(tmp_path: Path) -> None:
    test = (
        "import pytest\nfrom shop import app, rate\n"
        "@pytest.fixture\ndef answer():\n    return app.test_client().get('/rate')\n"
        "def test_rate():\n    assert rate\n"
        "def test_answer(answer):\n    assert answer\n"
    )
    found = layers(tmp_path, shop=APP, tests__test_shop=test)
    assert found == {"test_rate": TestLayer.UNIT, "test_answer": TestLayer.API}


def test_support_code_is_test_code_unless_the_application_imports_it(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/cart.py": "from shop.testing.fakes import clock\n",
        "shop/testing/__init__.py": "",
        "shop/testing/fakes.py": "from shop.testing.inner import tick\nclock = tick\n",
        "shop/testing/inner.py": "def tick(): ...\n",
        "tests/support.py": "def ask(): ...\n",
        "shop-e2e/pages.py": "def see(): ...\n",
        "shop/latest-news/feed.py": "def read(): ...\n",
        "tests/test_cart.py": "from tests.support import ask\ndef test_cart():\n    ask()\n",
    }
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path, (), Settings(cache=False, jobs=1))
    code = TestCode(analysis.program, analysis.tests, role_rules(load_rules().roles))
    assert sorted(code.files) == ["shop-e2e/pages.py", "tests/support.py", "tests/test_cart.py"]
    assert code.is_application("shop.testing.inner.tick")
    assert code.holds("tests.support.ask")
    assert not code.holds("os.path") and not code.is_application("os.path")
