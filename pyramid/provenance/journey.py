"""What a test does, in order: its set-up, its own body, its helpers and page objects.

The walk follows calls into test-support code and stops at the application: an event is a
recognised use (visit, action, request, matcher …), a plain assertion, or a call into the
application itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyramid.model.facts import Expression, Statement
from pyramid.model.meaning import Meaning, Meanings, TestCase
from pyramid.model.program import Program
from pyramid.provenance.bodies import entries, expressions, pick, returned
from pyramid.provenance.frames import (
    Bound,
    Frame,
    bind_target,
    callee_frames,
    callees,
    elements,
    entered,
    handed_frames,
    test_frame,
)

_MAX_EVENTS = 2_000
_MAX_DEPTH = 8
#: A call that may run more functions than this is followed into the first few.
_MOST_CALLEES = 3
#: The language that has blocks where others hand over functions.
_BLOCKS = "python"


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One step.  ``kind`` is a meaning's kind, ``assert`` or ``application``.

    ``setup`` tells the steps of fixtures and set-up methods from the test's own.  ``stands`` is the
    (scope, line) of the block that a check of a context manager is made around.
    """

    kind: str
    statement: Statement
    expression: Expression
    frame: Frame
    meaning: Meaning | None = None
    symbol: str = ""
    setup: bool = False
    repeated: bool = False
    stands: tuple[str, int] | None = None


class Walker:
    """Walks tests of one program; ``support`` are the paths whose functions are followed."""

    def __init__(
        self, program: Program, meanings: Meanings, support: frozenset[str], browser_types: frozenset[str]
    ) -> None:
        self.program = program
        self._support = support
        self._browser_types = browser_types
        self._asking = frozenset(meaning.scope for meaning in meanings.of_kind("database"))
        self._aliases = {(each.path, each.slot("name")): each for each in meanings.of_kind("alias")}
        self._callees: dict[tuple[str, int], tuple[str, ...]] = {}
        self._at: dict[tuple[str, int], list[Meaning]] = {}
        for meaning in meanings.all:
            if meaning.expression is not None and meaning.path in support:
                self._at.setdefault((meaning.scope, meaning.expression.line), []).append(meaning)

    def events(self, test: TestCase) -> tuple[Event, ...]:
        """Every step of a test, set-up first; at most 2,000."""
        found: list[Event] = []
        for symbol in test.setup:
            if symbol in self.program.symbols() and self.follows(symbol):
                self._walk(Frame(symbol, {}, (symbol,)), found, setup=True)
        self._walk(test_frame(self.program, test.symbol), found, setup=False)
        return tuple(found[:_MAX_EVENTS])

    def _walk(self, frame: Frame, found: list[Event], *, setup: bool) -> None:
        definition = self.program.definition(frame.scope)
        _Body(self, found, setup).block(definition.body, frame)

    def asks_backend(self, scope: str) -> bool:
        """Whether a function of test code asks the database itself, or calls the application."""
        if scope in self._asking:
            return True
        for expression in expressions(self.program.definition(scope)):
            if expression.kind == "call":
                for value in self.program.values(scope, expression.operands[0]):
                    known = value.kind == "function" and value.name in self.program.symbols()
                    if known and not self.follows(value.name):
                        return True
        return False

    def named(self, value: str, frame: Frame) -> Expression | None:
        """What ``@name`` stands for: what the file of a frame has given that name."""
        place = self.program.symbols().get(frame.scope) if value.startswith("@") else None
        found = self._aliases.get((place.path, value[1:])) if place is not None else None
        return pick(found.expression, found.slot("subject")) if found and found.expression else None

    def is_browser_type(self, name: str) -> bool:
        """Whether a dotted type is a page or driver of a browser tool."""
        return name in self._browser_types

    def hands_over(self, scope: str) -> bool:
        """Whether code of this language hands functions to its tools, to be run in order."""
        place = self.program.symbols().get(scope)
        return place is not None and self.program.facts(place.path).language != _BLOCKS

    def follows(self, symbol: str) -> bool:
        """Whether a function is test code, so that its steps belong to the test."""
        place = self.program.symbols().get(symbol)
        return place is not None and place.path in self._support

    def callees(self, scope: str, call: Expression) -> tuple[str, ...]:
        """The project functions that a call runs: helpers are walked again for every test that calls them."""
        key = (scope, id(call))
        found = self._callees.get(key)
        if found is None:
            found = self._callees[key] = callees(self.program, scope, call)
        return found

    def meanings_of(self, expression: Expression, frame: Frame) -> list[Meaning]:
        """The meanings recognised at exactly this expression."""
        here = self._at.get((frame.scope, expression.line), ())
        return [meaning for meaning in here if meaning.expression == expression]


@dataclass(slots=True)
class _Body:
    walker: Walker
    found: list[Event]
    setup: bool
    repeated: bool = False

    def block(self, body: tuple[Statement, ...], frame: Frame) -> None:
        for statement in body:
            if len(self.found) >= _MAX_EVENTS:
                return
            frame = self._statement(statement, frame)

    def _statement(self, statement: Statement, frame: Frame) -> Frame:
        if statement.kind == "define":
            return frame
        if statement.value is not None:
            self._expression(statement.value, statement, frame)
        if statement.kind == "assert" and statement.value is not None:
            self._add("assert", statement, statement.value, frame)
        if statement.kind == "for" and statement.value is not None and statement.targets:
            inner = self._loop(statement, frame)
            repeated, self.repeated = self.repeated, True
            self.block(statement.body, inner)
            self.repeated = repeated
        else:
            self.block(statement.body, frame)
        return self._assigned(statement, frame)

    def _loop(self, statement: Statement, frame: Frame) -> Frame:
        assert statement.value is not None
        values = elements(self.walker.program, statement.value, frame)
        return frame.with_bindings(bind_target(statement.targets[0], values)) if values else frame

    def _assigned(self, statement: Statement, frame: Frame) -> Frame:
        """Straight-line code: a name now stands for what it was last given."""
        if statement.kind != "assign" or statement.value is None or len(statement.targets) != 1:
            return frame
        target = statement.targets[0]
        if target.kind == "dict":
            return frame.with_bindings(self._taken_apart(target, statement.value, frame))
        if target.kind != "name" or statement.value.kind in ("unknown", "await"):
            return frame
        return frame.with_bindings({target.text: (Bound(statement.value, frame),)})

    def _taken_apart(
        self, target: Expression, value: Expression, frame: Frame
    ) -> dict[str, tuple[Bound, ...]]:
        """The names that a pattern takes out of what a helper gives back."""
        call = value.operands[-1] if value.kind == "await" and value.operands else value
        found: dict[str, tuple[Bound, ...]] = {}
        for inner in callee_frames(self.walker.program, call, frame) if call.kind == "call" else ():
            for answer in returned(self.walker.program.definition(inner.scope)):
                members = dict(entries(answer)) if answer.kind == "dict" else {}
                for key, name in zip(target.operands[::2], target.operands[1::2], strict=False):
                    if name.kind == "name" and key.text in members:
                        found[name.text] = (Bound(members[key.text], inner),)
        return found

    def _expression(self, expression: Expression, statement: Statement, frame: Frame) -> None:
        if expression.kind == "function":
            return
        for operand in expression.operands:
            self._expression(operand, statement, frame)
        if expression.kind == "call":
            self._call(expression, statement, frame)
        elif expression.kind == "attribute" and self.walker.hands_over(frame.scope):
            for meaning in self.walker.meanings_of(expression, frame):
                if meaning.kind == "check":
                    self._add(meaning.kind, statement, expression, frame, meaning)

    def _call(self, call: Expression, statement: Statement, frame: Frame) -> None:
        """The project's own functions are entered, even where a rule knows what they do in sum."""
        names = self.walker.callees(frame.scope, call)
        inner = [name for name in names if name not in frame.trail][:_MOST_CALLEES] if names else []
        if inner and len(frame.trail) <= _MAX_DEPTH:
            self._follow(call, inner, statement, frame)
            return
        if call.operands[0].text in frame.bindings and len(frame.trail) <= _MAX_DEPTH:
            self._called_back(call, frame)
        for meaning in self.walker.meanings_of(call, frame):
            self._add(meaning.kind, statement, call, frame, meaning)
        if len(frame.trail) <= _MAX_DEPTH:
            self._handed_over(call, frame)

    def _called_back(self, call: Expression, frame: Frame) -> None:
        """A parameter that stands for a function of the test is run where it is called."""
        for inner in callee_frames(self.walker.program, call, frame):
            if self.walker.follows(inner.scope):
                self.block(self.walker.program.definition(inner.scope).body, inner)

    def _handed_over(self, call: Expression, frame: Frame) -> None:
        """What is given to a tool to be run is run there and then, once for each element of an array."""
        repeated = self.repeated
        for inner, many in handed_frames(self.walker.program, call, frame):
            if self.walker.follows(inner.scope):
                self.repeated = repeated or many
                self.block(self.walker.program.definition(inner.scope).body, inner)
        self.repeated = repeated

    def _follow(self, call: Expression, names: list[str], statement: Statement, frame: Frame) -> None:
        for name in names:
            if self.walker.follows(name):
                definition = self.walker.program.definition(name)
                first = len(self.found)
                self.block(definition.body, entered(self.walker.program, name, call, frame))
                if statement.kind == "with" and any(part.kind == "yield" for part in expressions(definition)):
                    self._around(first, (frame.scope, statement.line))
            else:
                self._add("application", statement, call, frame, symbol=name)

    def _around(self, first: int, block: tuple[str, int]) -> None:
        """What a context manager checks is checked of the block that it is put around."""
        for place in range(first, len(self.found)):
            if self.found[place].kind in ("assert", "check"):
                self.found[place] = replace(self.found[place], stands=block)

    def _add(
        self,
        kind: str,
        statement: Statement,
        expression: Expression,
        frame: Frame,
        meaning: Meaning | None = None,
        symbol: str = "",
    ) -> None:
        self.found.append(
            Event(kind, statement, expression, frame, meaning, symbol, self.setup, self.repeated)
        )
