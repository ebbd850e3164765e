"""The expressions that a recognizer's sources mean, and the elements that ``each`` stands at."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Sequence

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Argument, Frame, arguments
from pyramid.recognize.places import argument, called, positional_arguments, receiver
from pyramid.recognize.texts import TextReader, returns
from pyramid.recognize.uses import Use
from pyramid.rulebook import Recognizer, Source

_MOST_SPREADS = 4
_FOLLOWED = ("list", "tuple", "set", "binary", "name", "attribute", "comprehension")

#: An element of ``each``: its frame, then itself and its parts.
Item = tuple[Frame, Sequence[Expression]]


class SourceReader:
    """Finds expressions, each with the frame it must be read in."""

    def __init__(self, program: Program, texts: TextReader) -> None:
        self._program, self._texts = program, texts

    def elements(self, use: Use, frame: Frame, recognizer: Recognizer) -> Iterator[Item]:
        """What ``each`` stands at, one after the other."""
        each = recognizer.each
        for home, expression in self.expressions(use, frame, each) if each is not None else ():
            if recognizer.way == "assign":
                flat = list(self._containers(home, expression, recognizer.besides))
            else:
                flat = list(self._flatten(home, expression, each is not None and each.rest))
            for start in range(0, len(flat) - recognizer.step + 1, recognizer.step):
                inner, first = flat[start]
                parts = [part for _, part in flat[start : start + recognizer.step]]
                if recognizer.step == 1 and first.kind in ("tuple", "list"):
                    parts = [*first.operands]
                yield inner, (first, *parts)

    def expressions(
        self, use: Use, frame: Frame, source: Source, item: Item | None = None
    ) -> list[tuple[Frame, Expression]]:
        """Frame and expression at a source; several for a rest of arguments."""
        if source.kind == "item":
            return self._item(use, frame, source, item)
        if source.kind in ("member", "return"):
            return self._of_class(use, source)
        expression = use.expression
        if source.kind == "value":
            return [(frame, expression)] if use.way == "assign" else []
        if source.kind == "receiver":
            found = receiver(expression)
        elif source.kind == "receiver/arg":
            inner = called(expression)
            found = argument(inner, source.key) if inner is not None else None
        elif source.kind == "option":
            return self._option(frame, expression, source.key)
        elif source.rest:
            return self._rest(expression, frame, int(source.key))
        else:
            named = source.kind in ("arg", "known-as")
            found = argument(expression, source.key) if named else None
            if found is None and use.way == "base" and source.kind == "arg":
                found = dict(self._program.definition(use.subject).keywords).get(source.key)
        return [(frame, found)] if found is not None else []

    def _option(self, frame: Frame, call: Expression, key: str) -> list[tuple[Frame, Expression]]:
        given = call.operands[1:] if call.kind == "call" else ()
        found = (self._under_key(frame, each, key, 0) for each in given)
        return list(itertools.islice(filter(None, found), 1))

    def _under_key(
        self, home: Frame, expression: Expression, key: str, depth: int
    ) -> tuple[Frame, Expression] | None:
        """The value under a key of a dictionary: written out, spread into it, or handed in by a caller."""
        if depth > _MOST_SPREADS:
            return None
        if expression.kind == "dict":
            pairs = list(zip(expression.operands[::2], expression.operands[1::2], strict=False))
            for name, value in pairs:
                if name.kind == "string" and name.text == key:
                    return home, value
            spread = (self._under_key(home, v, key, depth + 1) for n, v in pairs if n.kind == "starred")
            return next(filter(None, spread), None)
        given = self._texts.lookup(home, expression)
        if given is not None and given.expression is not None:
            return self._under_key(given.frame, given.expression, key, depth + 1)
        for scope, meant in self._texts.origins(home.scope, expression)[:1]:
            if meant.kind == "dict":
                inner = home if scope == home.scope else Frame(scope)
                return self._under_key(inner, meant, key, depth + 1)
        return None

    def _rest(self, call: Expression, frame: Frame, start: int) -> list[tuple[Frame, Expression]]:
        found: list[tuple[Frame, Expression]] = [(frame, each) for each in positional_arguments(call)[start:]]
        for keyword, each in arguments(call):
            if keyword == "*":
                found += self._starred(frame, each)
        return found

    def _starred(self, frame: Frame, expression: Expression) -> list[tuple[Frame, Expression]]:
        """The elements of what is unpacked, through a comprehension over a starred parameter."""
        given = self._texts.lookup(frame, expression)
        if given is not None:
            return [(given.frame, each) for each in given.rest]
        home, followed = self.followed(frame, expression)
        if followed.kind == "comprehension" and len(followed.operands) == 3:
            element, target, iterable = followed.operands
            if target.kind == "name":
                return [
                    (Frame(home.scope, {**home.arguments, target.text: Argument(inner, each)}), element)
                    for inner, each in self._starred(home, iterable)
                ]
        if followed.kind in ("list", "tuple"):
            return [(home, each) for each in followed.operands]
        return []

    def _item(
        self, use: Use, frame: Frame, source: Source, item: Item | None
    ) -> list[tuple[Frame, Expression]]:
        if item is None and use.way == "pair" and int(source.key or 0) < len(use.expression.operands):
            return [(frame, use.expression.operands[int(source.key or 0)])]
        if item is None:
            return [(frame, use.expression)]
        home, parts = item
        if not source.key:
            return [(home, parts[0])]
        index = int(source.key) + 1
        return [(home, parts[index])] if index < len(parts) else []

    def _of_class(self, use: Use, source: Source) -> list[tuple[Frame, Expression]]:
        """A class attribute's value, or what a method of the class returns."""
        for ancestor in self._program.ancestors(use.subject):
            symbol = self._program.symbols().get(ancestor)
            if symbol is None:
                continue
            body = self._program.definition(ancestor).body
            if source.kind == "member":
                for statement in body:
                    if statement.value is not None and any(
                        each.text == source.key for each in statement.targets
                    ):
                        return [(Frame(ancestor), statement.value)]
            elif f"{ancestor}.{source.key}" in self._program.symbols():
                method = f"{ancestor}.{source.key}"
                return [(Frame(method), each) for each in returns(self._program.definition(method).body)]
        return []

    def _flatten(self, home: Frame, expression: Expression, rest: bool) -> Iterator[tuple[Frame, Expression]]:
        """The elements of a list or tuple, through names, ``+`` and ``*unpacking``."""
        if rest:
            yield home, expression
            return
        home, expression = self.followed(home, expression)
        if expression.kind == "binary" and expression.text == "+":
            for operand in expression.operands:
                yield from self._flatten(home, operand, False)
        elif expression.kind in ("list", "tuple", "set"):
            for operand in expression.operands:
                if operand.kind == "starred" and operand.operands:
                    yield from self._flatten(home, operand.operands[0], False)
                else:
                    yield home, operand
        elif expression.kind in ("name", "attribute", "call"):
            yield home, expression

    def _containers(
        self, home: Frame, expression: Expression, besides: Container[str] = ()
    ) -> Iterator[tuple[Frame, Expression]]:
        """The lists that an assigned value is made of, other than those written out.

        A dictionary, also one that a call is handed, gives a pair for each function in it, unless its key
        is one of ``besides``.
        """
        if expression.kind in ("call", "dict"):
            for pair in _functions_in(expression):
                if pair.operands[0].text not in besides:
                    yield home, pair
        if expression.kind == "binary" and expression.text == "+":
            for operand in expression.operands:
                yield from self._containers(home, operand)
        elif expression.kind in ("list", "tuple"):
            for operand in expression.operands:
                if operand.kind == "starred" and operand.operands:
                    yield from self._containers(home, operand.operands[0])
        elif expression.kind in ("name", "attribute", "subscript"):
            yield home, expression

    def followed(self, home: Frame, expression: Expression) -> tuple[Frame, Expression]:
        """The expression a name was assigned from."""
        for _ in range(3):
            if expression.kind not in ("name", "attribute"):
                break
            given = self._texts.lookup(home, expression)
            if given is not None and given.expression is not None:
                home, expression = given.frame, given.expression
                continue
            origins = self._texts.origins(home.scope, expression)
            if not origins or origins[0][1].kind not in _FOLLOWED:
                break
            scope, expression = origins[0]
            home = home if scope == home.scope else Frame(scope)
        return home, expression


def _functions_in(expression: Expression) -> Iterator[Expression]:
    """Key and value of each function of a dictionary, or of those that a call is handed, as pairs."""
    if expression.kind == "call":
        for operand in expression.operands[1:]:
            if operand.kind == "dict":
                yield from _functions_in(operand)
        return
    for key, value in zip(expression.operands[::2], expression.operands[1::2], strict=False):
        if value.kind == "function":
            yield Expression("tuple", key.line, "", (key, value))
