"""Filling the slots of a recognised use: what its sources say, read as the vocabulary asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Argument, Frame, arguments
from pyramid.recognize.places import argument, positional_arguments, receiver
from pyramid.recognize.symbols import SymbolReader
from pyramid.recognize.texts import UNKNOWN, TextReader, returns
from pyramid.recognize.uses import Use
from pyramid.rulebook import KINDS, Source, Trigger

Slots = tuple[tuple[str, str], ...]
_FOLLOWED = ("list", "tuple", "set", "binary", "name", "attribute", "comprehension")
_STATUS = re.compile(r"(?<!\d)([1-5]\d\d)(?!\d)")


class SlotReader:
    """Reads the slots of uses in frames."""

    def __init__(self, program: Program, texts: TextReader) -> None:
        self._program, self._texts = program, texts
        self._symbols = SymbolReader(program, texts)

    def holder(self, use: Use) -> str:
        """What holds a registration: the list that it is put into, else its variable or function."""
        holder = use.holder
        return (self._symbols.origin(Frame(use.scope), holder) if holder is not None else "") or use.container

    def present(self, use: Use, frame: Frame, source: Source) -> bool:
        """Whether the use has something at this source."""
        return bool(self._expressions(use, frame, source, None))

    def elements(self, use: Use, frame: Frame, trigger: Trigger) -> Iterator[tuple[Frame, Sequence[Expression]]]:
        """What ``each`` stands at, one after the other: the frame and the element's parts."""
        recognizer = trigger.recognizer
        assert recognizer.each is not None
        for home, expression in self._expressions(use, frame, recognizer.each, None):
            if recognizer.way == "assign":
                flat = list(self._containers(home, expression))
            else:
                flat = list(self._flatten(home, expression, recognizer.each.rest))
            for start in range(0, len(flat), recognizer.step):
                group = flat[start : start + recognizer.step]
                if len(group) == recognizer.step:
                    inner, first = group[0]
                    parts = [each for _, each in group]
                    if recognizer.step == 1 and first.kind in ("tuple", "list"):
                        parts = [*first.operands]
                    yield inner, (first, *parts)

    def fill(
        self, use: Use, frame: Frame, trigger: Trigger, item: tuple[Frame, Sequence[Expression]] | None
    ) -> list[Slots]:
        """The slots, once per alternative text (a path that may be one of two gives two)."""
        recognizer = trigger.recognizer
        readings = KINDS[recognizer.emit].slots
        filled: dict[str, tuple[str, ...]] = {name: (text,) for name, text in recognizer.set.items()}
        for name, sources in recognizer.take.items():
            for source in sources:
                found = self._read(use, frame, trigger, source, readings[name], item)
                if not found:
                    continue
                mapped = recognizer.map.get(name)
                texts = self._mapped(found, mapped) if mapped is not None else found
                if texts is not None:
                    filled[name] = texts
                break
        return [
            tuple((name, texts[index % len(texts)]) for name, texts in filled.items())
            for index in range(max((len(texts) for texts in filled.values()), default=1))
        ]

    def _mapped(self, found: tuple[str, ...], table: object) -> tuple[str, ...] | None:
        assert isinstance(table, dict)
        hit = next((table[text] for text in found if text in table), None)
        if hit is not None:
            return (hit,)
        plain = tuple(text for text in found if "." not in text and UNKNOWN not in text)
        return plain or None

    def _read(
        self,
        use: Use,
        frame: Frame,
        trigger: Trigger,
        source: Source,
        reading: str,
        item: tuple[Frame, Sequence[Expression]] | None,
    ) -> tuple[str, ...]:
        if source.kind == "name":
            return tuple(filter(None, [trigger.variables.get(source.key)]))
        if source.kind == "subject":
            return (use.subject,)
        if source.kind == "subject-name":
            return (use.subject.rpartition(".")[2],)
        if source.kind == "here":
            return (use.container if use.way == "assign" else f"{use.path}:{use.line}",)
        found = self._expressions(use, frame, source, item)
        if not found:
            return ()
        if reading == "place":
            return (str(source),)
        if source.rest and reading == "words":
            return (" ".join(text for home, each in found for text in self._words(home, each)),)
        home, expression = found[0]
        return self._as(reading, home, expression, trigger)

    def _as(self, reading: str, home: Frame, expression: Expression, trigger: Trigger) -> tuple[str, ...]:
        if reading == "text":
            return self._texts.texts(home, expression)
        if reading == "words":
            words = self._words(home, expression)
            return (" ".join(words),) if words else ()
        if reading == "symbol":
            return tuple(filter(None, [self._symbols.symbol(home, expression)]))
        if reading == "origin":
            return tuple(filter(None, [self._symbols.origin(home, expression)]))
        if reading == "pairs":
            return tuple(filter(None, [self._pairs(expression)]))
        return self._word(home, expression, "status" in trigger.recognizer.take)

    def _word(self, home: Frame, expression: Expression, is_status: bool) -> tuple[str, ...]:
        if expression.kind in ("constant", "number"):
            return (expression.text,)
        texts = self._texts.texts(home, expression)
        if texts and all(UNKNOWN not in text for text in texts):
            return texts
        names = self._program.names(home.scope, expression)
        if is_status:
            return tuple(filter(None, map(_status_code, names)))[:1]
        return names

    def _words(self, home: Frame, expression: Expression) -> tuple[str, ...]:
        home, expression = self._followed(home, expression)
        if expression.kind in ("list", "tuple", "set"):
            return tuple(word for each in expression.operands for word in self._words(home, each))
        return tuple(text for text in self._texts.texts(home, expression)[:1] if UNKNOWN not in text)

    def _pairs(self, expression: Expression) -> str:
        inner = positional_arguments(expression)[0] if positional_arguments(expression) else expression
        if inner.kind != "dict":
            return ""
        keys, values = inner.operands[0::2], inner.operands[1::2]
        return " ".join(
            f"{key.text}:{value.text}"
            for key, value in zip(keys, values, strict=False)
            if key.kind == value.kind == "string"
        )

    def _expressions(
        self, use: Use, frame: Frame, source: Source, item: tuple[Frame, Sequence[Expression]] | None
    ) -> list[tuple[Frame, Expression]]:
        """Frame and expression at a source; several for a rest of arguments."""
        if source.kind == "item":
            return self._item(use, frame, source, item)
        if source.kind in ("member", "return"):
            return self._of_class(use, source)
        expression = use.expression
        if source.kind == "receiver":
            found = receiver(expression)
        elif source.kind == "receiver/arg":
            inner = receiver(expression)
            found = argument(inner, source.key) if inner is not None and inner.kind == "call" else None
        elif source.rest:
            return self._rest(expression, frame, int(source.key))
        else:
            found = argument(expression, source.key) if source.kind == "arg" else None
        return [(frame, found)] if found is not None else []

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
        home, followed = self._followed(frame, expression)
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
        self, use: Use, frame: Frame, source: Source, item: tuple[Frame, Sequence[Expression]] | None
    ) -> list[tuple[Frame, Expression]]:
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
                    if statement.value is not None and any(each.text == source.key for each in statement.targets):
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
        home, expression = self._followed(home, expression)
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

    def _containers(self, home: Frame, expression: Expression) -> Iterator[tuple[Frame, Expression]]:
        """The lists that an assigned value is made of, other than those written out."""
        if expression.kind == "binary" and expression.text == "+":
            for operand in expression.operands:
                yield from self._containers(home, operand)
        elif expression.kind in ("list", "tuple"):
            for operand in expression.operands:
                if operand.kind == "starred" and operand.operands:
                    yield from self._containers(home, operand.operands[0])
        elif expression.kind in ("name", "attribute", "subscript"):
            yield home, expression

    def _followed(self, home: Frame, expression: Expression) -> tuple[Frame, Expression]:
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


def _status_code(name: str) -> str:
    last = name.rpartition(".")[2]
    found = _STATUS.search(last)
    if found:
        return found[1]
    return str(HTTPStatus[last].value) if last in HTTPStatus.__members__ else ""
