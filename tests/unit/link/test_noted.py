"""What is called is noted while linking: the notes say what asking again would say."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.link import LinkedProgram
from pyramid.link.engine import MAX_WALKS
from pyramid.model.facts import Expression, Statement

SOURCE = """
import requests

class Cart:
    def __init__(self, rate):
        self.rate = rate
        self.lines = []

    def total(self):
        found = self.lines or [1]
        found = self.summed(found)
        return found

    def summed(self, lines):
        return sum(lines)

def make(kind):
    return kind(2)

def use():
    cart = make(Cart)
    cart.total()
    answer = requests.get("/cart")
    answer.json()
    for name in ("total", "summed"):
        getattr(cart, name)
    cart = None
    unknown.thing()
"""


def calls(body: tuple[Statement, ...]) -> Iterator[Expression]:
    todo = list(body)
    for statement in todo:
        todo.extend(statement.body)
        parts = [part for part in (*statement.targets, statement.value) if part is not None]
        for part in parts:
            parts.extend(part.operands)
            if part.kind == "call":
                yield part.operands[0]


def asked(program: LinkedProgram) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of everything that is called."""
    return {
        (scope, callee.text): program.names(scope, callee)
        for scope in program.symbols()
        for callee in calls(program.definition(scope).body)
    }


def test_notes_say_what_asking_again_would_say(link) -> None:
    noted, again = (link({"m.py": SOURCE}).program for _ in range(2))
    assert any(scope.noted for scope in noted.engine.scopes.values())
    for scope in again.engine.scopes.values():
        scope.noted = None
    assert asked(noted) == asked(again)
    assert asked(noted)["m.use", "total"] == ("m.Cart.total",)


def test_nobody_asks_again_for_what_is_noted(link, monkeypatch) -> None:
    program = link({"m.py": SOURCE}).program
    monkeypatch.setattr("pyramid.link.program.walk_scope", lambda *_: 1 / 0)
    assert "requests.get" in asked(program)["m.use", "get"]


def test_a_value_that_grows_after_the_last_walk_takes_the_notes_back(link) -> None:
    program = link({"m.py": "def f(): pass\ndef g(): h()\nh = f\n"}).program
    scope, cell = program.engine.scopes["m.g"], program.engine.scopes["m"].cells["h"]
    assert scope.noted
    program.engine.frozen = False
    scope.walks = MAX_WALKS
    program.engine.write(cell, (program.engine.refs.make("external", "late.thing"),))
    assert scope.noted is None
