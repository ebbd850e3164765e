"""Helpers that pass their parameters on: what they mean, they mean at each of their calls."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Frame, arguments, bind
from pyramid.recognize.places import argument
from pyramid.recognize.texts import TextReader, is_method
from pyramid.recognize.uses import Use
from pyramid.rulebook import Source, Trigger

_DEEPEST = 3
_MOST_SITES = 2000
_WORTH = ("path", "url", "handler", "child", "prefix", "name")


class CallSites:
    """Every call of the tree by the last part of what is called."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._by_name: dict[str, list[Use]] = {}
        self._callers: dict[str, tuple[Use, ...]] = {}

    def add(self, use: Use) -> None:
        """Remember a call."""
        self._by_name.setdefault(use.name.text, []).append(use)

    def asks(self, use: Use, trigger: Trigger, texts: TextReader) -> bool:
        """Whether a slot of the use depends on a parameter of the function it stands in."""
        if use.way != "call":
            return False
        recognizer = trigger.recognizer
        sources = [source for slot, taken in recognizer.take.items() if slot in _WORTH for source in taken]
        sources += [recognizer.each] if recognizer.each is not None else []
        return any(texts.asks(use.scope, each) for source in sources for each in _given(use.expression, source))

    def frames(
        self, use: Use, trigger: Trigger, texts: TextReader, depth: int = 0
    ) -> Iterator[tuple[Frame, Use]]:
        """A frame for each call of the function that the use stands in, callers' callers included."""
        yield from self._frames(use.scope, texts, depth)

    def _frames(self, scope: str, texts: TextReader, depth: int) -> Iterator[tuple[Frame, Use]]:
        symbol = self._program.symbols().get(scope)
        if symbol is None or depth >= _DEEPEST:
            return
        definition = self._program.definition(scope)
        for site in self.callers(scope):
            through = any(texts.asks(site.scope, each) for each in site.expression.operands[1:])
            outer = list(self._frames(site.scope, texts, depth + 1)) if through and site.scope != scope else []
            for caller, stands in outer or [(Frame(site.scope), site)]:
                yield Frame(scope, bind(site.expression, definition, caller, is_method(definition))), stands

    def callers(self, scope: str) -> tuple[Use, ...]:
        """The calls of one function."""
        if scope not in self._callers:
            last = scope.rpartition(".")[2]
            sites = self._by_name.get(last, ())[:_MOST_SITES]
            self._callers[scope] = tuple(
                site for site in sites if scope in self._program.names(site.scope, site.name)
            )
        return self._callers[scope]


def _given(call: Expression, source: Source) -> list[Expression]:
    if source.kind != "arg":
        return []
    if source.rest:
        return [each for keyword, each in arguments(call) if keyword == "*"]
    found = argument(call, source.key)
    return [found] if found is not None else []
