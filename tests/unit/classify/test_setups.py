"""Which set-up a test asks for, and which inherited members it runs."""

from __future__ import annotations

from pathlib import Path

from pyramid.classify.setups import SetUps
from pyramid.model.analysis import Analysis
from pyramid.model.layers import TestLayer
from pyramid.pipeline import analyse
from pyramid.settings import Settings


def analysis(tmp_path: Path, files: dict[str, str]) -> Analysis:
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return analyse(tmp_path, (), Settings(cache=False, jobs=1))


FIXTURES = """
import pytest

@pytest.fixture
def engine(): ...

@pytest.fixture(autouse=True)
def clean(engine): ...

@pytest.fixture
def session(engine): ...

def test_nothing(): ...

def test_session(session): ...

@pytest.mark.usefixtures("session")
def test_marked(): ...
"""


def test_automatic_fixtures_and_what_only_they_need_are_not_asked_for(tmp_path: Path) -> None:
    found = analysis(tmp_path, {"test_it.py": FIXTURES})
    setups = SetUps(found.program, found.meanings)
    asked = {test.symbol: {name.rpartition(".")[2] for name in setups.asked(test)} for test in found.tests}
    assert asked["test_it.test_nothing"] == set()
    assert asked["test_it.test_session"] == {"session", "engine"}
    assert "session" in asked["test_it.test_marked"]
    assert "clean" not in asked["test_it.test_session"]


MIXIN = """
import unittest
from shop import app

class AsksLogin:
    url = "/"

    def test_asks_login(self):
        assert self.read(self.url).status_code == 302

class Client:
    def read(self, url):
        return app.test_client().get(url)

class CartTest(AsksLogin, Client, unittest.TestCase):
    url = "/cart"
"""


def test_a_mixins_test_runs_the_members_of_the_class_it_runs_in(tmp_path: Path) -> None:
    shop = "from flask import Flask\napp = Flask(__name__)\n"
    found = analysis(tmp_path, {"shop.py": shop, "test_cart.py": MIXIN})
    layers = {test.id: found.verdicts[test.symbol].layer for test in found.tests}
    assert layers == {"test_cart.py::CartTest::test_asks_login": TestLayer.API}


LOAD = """
from locust import HttpUser, TaskSet, between, task

class Base(HttpUser):
    abstract = True

class Shopper(Base):
    @task
    def cart(self):
        self.client.get("/cart")

class Reader(HttpUser):
    tasks = [print]
"""


def test_scenarios_of_a_load_tool_are_tests(tmp_path: Path) -> None:
    found = analysis(tmp_path, {"perf/shop.py": LOAD})
    assert [test.id for test in found.tests] == ["perf/shop.py::Shopper::cart", "perf/shop.py::Reader"]
    assert {verdict.layer for verdict in found.verdicts.values()} == {TestLayer.LOAD}
