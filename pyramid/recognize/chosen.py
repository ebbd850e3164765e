"""Methods that are chosen by their name at run time: ``getattr(client, method)(url)``."""

from __future__ import annotations

from dataclasses import replace

from pyramid.model.facts import Expression
from pyramid.recognize.frames import Frame
from pyramid.recognize.texts import UNKNOWN, TextReader
from pyramid.recognize.uses import Use

_CHOOSES = "getattr"


class ChosenMethods:
    """Tells calls of such methods, and which method it is where the name is known."""

    def __init__(self, texts: TextReader) -> None:
        self._texts = texts
        self._scopes: set[str] = set()

    def see(self, use: Use) -> Expression | None:
        """The choosing call behind the callee of a use, when the name depends on a parameter.

        Uses must come in the order of the source.
        """
        callee = use.name
        if callee.kind == "name" and callee.text == _CHOOSES:
            self._scopes.add(use.scope)
            return None
        if use.scope not in self._scopes and callee.kind != "call":
            return None
        choosing = callee
        if callee.kind == "name":
            origins = self._texts.origins(use.scope, callee)
            choosing = origins[0][1] if origins and origins[0][0] == use.scope else callee
        if not _is_choosing(choosing) or not self._texts.asks(use.scope, choosing.operands[2]):
            return None
        return choosing

    def resolved(self, use: Use, choosing: Expression, frame: Frame) -> Use | None:
        """The use as a plain method call, in a frame that knows the method's name."""
        name = self._texts.texts(frame, choosing.operands[2])[0]
        if not name.isidentifier() or UNKNOWN in name:
            return None
        method = Expression("attribute", use.line, name.lower(), (choosing.operands[1],))
        call = replace(use.expression, operands=(method, *use.expression.operands[1:]))
        return use._replace(expression=call, name=method)


def _is_choosing(expression: Expression) -> bool:
    if expression.kind != "call" or len(expression.operands) < 3:
        return False
    return expression.operands[0].kind == "name" and expression.operands[0].text == _CHOOSES
