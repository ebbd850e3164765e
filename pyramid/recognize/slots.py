"""Filling the slots of a recognised use: what its sources say, read as the vocabulary asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Frame
from pyramid.recognize.places import positional_arguments
from pyramid.recognize.routes.documents import asked
from pyramid.recognize.sources import Item, SourceReader
from pyramid.recognize.symbols import SymbolReader
from pyramid.recognize.texts import UNKNOWN, TextReader
from pyramid.recognize.uses import Use
from pyramid.rulebook import KINDS, Source, Trigger

Slots = tuple[tuple[str, str], ...]
#: The key of a request's body under which a schema's server looks for the text of the query.
_QUERY = "query"
#: Names, arguments and calls between a request and the body that it sends.
_MOST_STEPS = 6
_STATUS = re.compile(r"(?<!\d)([1-5]\d\d)(?!\d)")


class SlotReader:
    """Reads the slots of uses in frames."""

    def __init__(self, program: Program, texts: TextReader) -> None:
        self._program, self._texts = program, texts
        self._symbols = SymbolReader(program, texts)
        self._sources = SourceReader(program, texts)

    def holder(self, use: Use) -> str:
        """What holds a registration: the list that it is put into, else its variable or function."""
        holder = use.holder
        return (self._symbols.origin(Frame(use.scope), holder) if holder is not None else "") or use.container

    def present(self, use: Use, frame: Frame, source: Source) -> bool:
        """Whether the use has something at this source."""
        return bool(self._sources.expressions(use, frame, source))

    def elements(self, use: Use, frame: Frame, trigger: Trigger) -> Iterator[Item]:
        """What ``each`` stands at, one after the other."""
        return self._sources.elements(use, frame, trigger.recognizer)

    def fill(self, use: Use, frame: Frame, trigger: Trigger, item: Item | None) -> list[Slots]:
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
        if not filled.keys() >= set(recognizer.required):
            return []
        return [
            tuple((name, texts[index % len(texts)]) for name, texts in filled.items())
            for index in range(max((len(texts) for texts in filled.values()), default=1))
        ]

    def _mapped(self, found: tuple[str, ...], table: Mapping[str, str]) -> tuple[str, ...] | None:
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
        item: Item | None,
    ) -> tuple[str, ...]:
        if source.kind == "name":
            return tuple(filter(None, [trigger.variables.get(source.key)]))
        if source.kind == "subject":
            return (use.subject,)
        if source.kind == "subject-name":
            return (use.subject.rpartition(".")[2],)
        if source.kind == "class":
            return (use.scope,) if self._is_class(use.scope) else ()
        if source.kind == "here":
            return (use.container if use.way == "assign" else f"{use.path}:{use.line}",)
        found = self._sources.expressions(use, frame, source, item)
        if not found:
            return ()
        if source.kind == "known-as":
            return tuple(filter(None, [self._known_as(*found[0])]))
        if reading == "place":
            return (str(source),)
        if source.rest and reading == "words":
            return (" ".join(text for home, each in found for text in self._words(home, each)),)
        home, expression = found[0]
        return self._as(reading, home, expression, trigger)

    def _is_class(self, scope: str) -> bool:
        symbol = self._program.symbols().get(scope)
        return symbol is not None and symbol.kind == "class"

    def _known_as(self, home: Frame, handler: Expression) -> str:
        given = positional_arguments(handler)
        if given and given[0].kind == "string":
            return given[0].text
        return self._symbols.symbol(home, handler).rpartition(".")[2]

    def _as(self, reading: str, home: Frame, expression: Expression, trigger: Trigger) -> tuple[str, ...]:
        if reading == "text":
            return self._alternatives(home, expression)
        if reading == "pattern":
            return self._pattern(home, expression)
        if reading == "document":
            return self._document(home, expression)
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

    def _alternatives(self, home: Frame, expression: Expression) -> tuple[str, ...]:
        """A text, or each one of a list of them."""
        inner, followed = self._sources.followed(home, expression)
        if followed.kind in ("list", "tuple", "set"):
            return tuple(text for each in followed.operands for text in self._texts.texts(inner, each))
        return self._texts.texts(home, expression)

    def _pattern(self, home: Frame, expression: Expression) -> tuple[str, ...]:
        """The text of a pattern: a string, a regular expression, or what a call is given to make one of."""
        for _ in range(_MOST_STEPS):
            inner = positional_arguments(expression) if expression.kind == "call" else ()
            inner = expression.operands if expression.kind == "unknown" else inner
            if not inner:
                break
            expression = inner[0]
        return self._alternatives(home, expression)

    def _document(self, home: Frame, expression: Expression) -> tuple[str, ...]:
        for _ in range(_MOST_STEPS):
            if expression.kind == "call" and positional_arguments(expression):
                expression = positional_arguments(expression)[0]
                continue
            given = self._texts.lookup(home, expression)
            if given is not None and given.expression is not None:
                home, expression = given.frame, given.expression
                continue
            origins = self._texts.origins(home.scope, expression) if expression.kind == "name" else []
            if not origins:
                break
            scope, expression = origins[0]
            home = home if scope == home.scope else Frame(scope)
        if expression.kind == "dict":
            pairs = zip(expression.operands[0::2], expression.operands[1::2], strict=False)
            found = next((value for key, value in pairs if key.text == _QUERY), None)
            if found is None:
                return ()
            expression = found
        return tuple(text for text in self._texts.texts(home, expression)[:1] if asked(text))

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
        home, expression = self._sources.followed(home, expression)
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


def _status_code(name: str) -> str:
    last = name.rpartition(".")[2]
    found = _STATUS.search(last)
    if found:
        return found[1]
    return str(HTTPStatus[last].value) if last in HTTPStatus.__members__ else ""
