"""Helpers that pass their parameters on: what they mean, they mean at each of their calls."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Frame, arguments, bind
from pyramid.recognize.places import argument, option
from pyramid.recognize.texts import TextReader, is_method
from pyramid.recognize.uses import Use
from pyramid.rulebook import Source, Trigger

_DEEPEST = 3
_MOST_SITES = 2000
_WORTH = ("path", "url", "handler", "child", "prefix", "name", "method", "query", "mutation")
#: What is sent along: it makes a helper's call worth telling only where it can be read.
BODY = ("document",)


class CallSites:
    """Every call of the tree by the last part of what is called."""

    def __init__(self, program: Program, texts: TextReader) -> None:
        self._program, self._texts = program, texts
        self._by_name: dict[str, list[Use]] = {}
        self._callers: dict[str, tuple[tuple[Use, bool], ...]] = {}
        self._aliases: dict[str, list[str]] = {}

    def add(self, use: Use) -> None:
        """Remember a call."""
        self._by_name.setdefault(use.name.text, []).append(use)

    def also(self, target: str, name: str) -> None:
        """``target`` may be called as a method ``name`` of an object from outside the tree."""
        self._aliases.setdefault(target, []).append(name)

    def asks(self, use: Use, trigger: Trigger, body: bool = True) -> bool:
        """Whether a slot of the use depends on a parameter of the function it stands in.

        ``body`` says whether that what is sent along does counts.
        """
        if use.way != "call":
            return False
        recognizer = trigger.recognizer
        slots = (*_WORTH, *BODY) if body else _WORTH
        sources = [source for slot, taken in recognizer.take.items() if slot in slots for source in taken]
        sources += [recognizer.each] if recognizer.each is not None else []
        given = (each for source in sources for each in _given(use.expression, source))
        return any(self._texts.asks(use.scope, each) for each in given)

    def frames(self, scope: str, depth: int = 0) -> Iterator[tuple[Frame, Use]]:
        """A frame for each call of the function ``scope``, callers' callers included.

        The second part is the call that stands outermost: there nothing is passed on any more.
        """
        if scope not in self._program.symbols() or depth >= _DEEPEST:
            return
        definition = self._program.definition(scope)
        outside = scope.rpartition(".")[0]
        if definition.kind == "lambda" and not self._calls(scope):
            for frame, stands in self.frames(outside, depth):
                yield Frame(scope, frame.arguments), stands
            return
        for site, bound in self._calls(scope):
            through = any(self._texts.asks(site.scope, each) for each in site.expression.operands[1:])
            outer = list(self.frames(site.scope, depth + 1)) if through and site.scope != scope else []
            for caller, stands in outer or [(Frame(site.scope), site)]:
                method = bound or is_method(definition)
                yield Frame(scope, bind(site.expression, definition, caller, method, scope)), stands

    def _calls(self, scope: str) -> tuple[tuple[Use, bool], ...]:
        """The calls of a function, and whether the receiver is its first argument by an alias."""
        if scope not in self._callers:
            sites = self._by_name.get(scope.rpartition(".")[2], ())[:_MOST_SITES]
            direct = [(site, False) for site in sites if scope in self._program.names(site.scope, site.name)]
            named = [
                (site, True)
                for name in self._aliases.get(scope, ())
                for site in self._by_name.get(name, ())
                if site.name.kind == "attribute"
            ]
            self._callers[scope] = (*direct, *named)
        return self._callers[scope]


def _given(call: Expression, source: Source) -> list[Expression]:
    if source.kind == "option":
        found = option(call, source.key)
        return [found] if found is not None else _handed_in(call)
    if source.kind != "arg":
        return []
    if source.rest:
        return [each for keyword, each in arguments(call) if keyword == "*"]
    found = argument(call, source.key)
    return [found] if found is not None else []


def _handed_in(call: Expression) -> list[Expression]:
    """Dictionaries that somebody else wrote: spread into one of the arguments, or given as a name."""
    dictionaries = (each for each in call.operands[1:] if each.kind == "dict")
    pairs = (zip(each.operands[::2], each.operands[1::2], strict=False) for each in dictionaries)
    spread = [value for some in pairs for name, value in some if name.kind == "starred"]
    return [*spread, *(each for each in call.operands[1:] if each.kind == "name")]
