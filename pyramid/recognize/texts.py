"""Texts as far as they can be read, through helpers whose arguments are known.

The linker folds constants; here a helper's parameter takes what one call gives it, and the
name of a route stands where a call computes its URL, until the routes are known.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

from pyramid.model.facts import Definition, Expression, Statement
from pyramid.model.program import Program, Symbol
from pyramid.recognize.frames import Argument, Frame, arguments, bind
from pyramid.recognize.parametrised import listed_values

UNKNOWN = "\0"
#: A route's name stands between these two until routes are known.
NAME_START, NAME_END = "\x01", "\x02"
#: The address of the application under test: a host that nobody needs to know.
BASE = f"http://{UNKNOWN}"
_MOST = 4
_DEEPEST = 8
_HOLES = re.compile(r"\{[^{}]*\}")
#: The type of texts where formatting is a function of it, with the template first.
_TEXT_TYPE = "String"
_PERCENTS = re.compile(r"%(?:\((\w+)\))?[#0\- +]*[\d.]*[srdifx]")


class TextReader:
    """Reads texts in frames.

    ``route_name`` recognises calls that give the URL of a named route, ``is_base`` what stands
    for the address of the application.
    """

    def __init__(
        self,
        program: Program,
        route_name: Callable[[str, Expression], tuple[Expression | None, str] | None],
        is_base: Callable[[str, Expression], bool],
    ) -> None:
        self._program, self._route_name, self._is_base = program, route_name, is_base
        self._known_parameters: dict[str, frozenset[str]] = {}

    def texts(self, frame: Frame, expression: Expression, depth: int = 0) -> tuple[str, ...]:
        """What the expression may be, a few alternatives at most; unknown parts are NUL."""
        whole = self._program.text(frame.scope, expression)
        if whole is not None and whole.known and not frame.arguments:
            return (whole.pattern,)
        read = _READERS.get(expression.kind)
        if depth < _DEEPEST and read is not None:
            found = tuple(dict.fromkeys(read(self, frame, expression, depth + 1)))[:_MOST]
            if found and (whole is None or not whole.known or found != (UNKNOWN,)):
                return found
        return (whole.pattern,) if whole is not None else (UNKNOWN,)

    def lookup(self, frame: Frame, expression: Expression) -> Argument | None:
        """The argument that a name stands for, when it is a bound parameter and not assigned since."""
        found = frame.arguments.get(expression.text) if expression.kind == "name" else None
        if found is None or found.expression is expression:
            return None
        again = self.origins(frame.scope, expression)
        return None if any(home == frame.scope for home, _ in again) else found

    def origins(self, scope: str, expression: Expression) -> list[tuple[str, Expression]]:
        """What a name or attribute was assigned from; of a local name, only on lines above."""
        return [
            (home, meant)
            for home, meant in self._program.origins(scope, expression)
            if meant is not expression and (home != scope or meant.line < expression.line)
        ]

    def asks(self, scope: str, expression: Expression, depth: int = 0) -> bool:
        """Whether the expression depends on a parameter of the function it stands in."""
        if expression.kind == "name":
            if expression.text in self._parameters(scope):
                return True
            origins = self.origins(scope, expression) if depth < 3 else []
            return any(
                home == scope and self.asks(scope, meant, depth + 1) for home, meant in origins[:_MOST]
            )
        return any(self.asks(scope, each, depth) for each in expression.operands)

    def _parameters(self, scope: str) -> frozenset[str]:
        found = self._known_parameters.get(scope)
        if found is None:
            found = self._known_parameters[scope] = self._read_parameters(scope)
        return found

    def _read_parameters(self, scope: str) -> frozenset[str]:
        symbol = self._program.symbols().get(scope)
        if symbol is None or symbol.kind not in ("function", "async", "lambda"):
            return frozenset()
        definition = self._program.definition(scope)
        names = frozenset(each.name for each in definition.parameters[1 if is_method(definition) else 0 :])
        return names | self._parameters(scope.rpartition(".")[0]) if symbol.kind == "lambda" else names

    def _name(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        given = self.lookup(frame, expression)
        if given is not None:
            return self.texts(given.frame, given.expression, depth) if given.expression else (UNKNOWN,)
        if expression.text in self._parameters(frame.scope):
            values = listed_values(self._program.definition(frame.scope), expression.text)
            found = [text for value in values[:_MOST] for text in self.texts(frame, value, depth)]
            if found:
                return found
        return self._assigned(frame, expression, depth)

    def _assigned(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        for home, meant in self.origins(frame.scope, expression)[:1]:
            yield from self.texts(frame if home == frame.scope else Frame(home), meant, depth)

    def _attribute(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        if self._is_base(frame.scope, expression):
            return (BASE,)
        found = tuple(self._inlined(frame, expression, expression, depth, only_properties=True))
        return found or self._assigned(frame, expression, depth)

    def _format(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        return _product(self.texts(frame, part, depth) for part in expression.operands)

    def _binary(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        left, right = expression.operands
        if expression.text == "+":
            return _product([self.texts(frame, left, depth), self.texts(frame, right, depth)])
        if expression.text == "%":
            values = right.operands if right.kind == "tuple" else (right,)
            return self._filled(frame, left, values, _PERCENTS, depth)
        return ()

    def _number(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        return (expression.text,) if expression.text.isdigit() else ()

    def _conditional(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        return (text for part in expression.operands[1:] for text in self.texts(frame, part, depth))

    def _boolean(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        return (text for part in expression.operands for text in self.texts(frame, part, depth))

    def _await(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        return self.texts(frame, expression.operands[0], depth) if expression.operands else ()

    def _call(self, frame: Frame, expression: Expression, depth: int) -> Iterable[str]:
        named = self._route_name(frame.scope, expression)
        if named is not None:
            argument, join = named
            if argument is None:
                return (UNKNOWN,)
            return (
                f"{NAME_START}{join}{text}{NAME_END}" if UNKNOWN not in text else UNKNOWN
                for text in self.texts(frame, argument, depth)
            )
        callee = expression.operands[0]
        if callee.kind == "attribute" and callee.text == "format":
            values = [each for keyword, each in arguments(expression) if not keyword]
            if values and callee.operands[0].text == _TEXT_TYPE:
                return self._filled(frame, values[0], values[1:], _PERCENTS, depth)
            return self._filled(frame, callee.operands[0], values, _HOLES, depth)
        if callee.kind == "attribute" and callee.text in ("strip", "rstrip", "lstrip", "lower", "replace"):
            return self.texts(frame, callee.operands[0], depth)
        if callee.kind == "name" and callee.text == "str" and len(expression.operands) == 2:
            return self.texts(frame, expression.operands[1], depth)
        return self._inlined(frame, expression, callee, depth)

    def _filled(
        self,
        frame: Frame,
        template: Expression,
        values: Iterable[Expression],
        holes: re.Pattern[str],
        depth: int,
    ) -> Iterable[str]:
        filled = [self.texts(frame, value, depth)[0] for value in values]
        for text in self.texts(frame, template, depth):
            left = iter(filled)
            yield holes.sub(lambda _: next(left, UNKNOWN), text)  # noqa: B023

    def _inlined(
        self,
        frame: Frame,
        expression: Expression,
        callee: Expression,
        depth: int,
        only_properties: bool = False,
    ) -> Iterable[str]:
        """What a function of the tree returns for this call."""
        symbol = self.function(frame.scope, callee)
        if symbol is None:
            return ()
        definition = self._program.definition(symbol.name)
        if only_properties and not definition.decorators:
            return ()
        method = "." in definition.qualname and callee.kind == "attribute"
        bound = {} if only_properties else bind(expression, definition, frame, method, symbol.name)
        inner = Frame(symbol.name, bound)
        return [text for value in returns(definition.body) for text in self.texts(inner, value, depth + 1)]

    def function(self, scope: str, callee: Expression) -> Symbol | None:
        """The one function of the tree that a callee means."""
        symbols = self._program.symbols()
        found = [symbols[name] for name in self._program.names(scope, callee) if name in symbols]
        functions = [symbol for symbol in found if symbol.kind in ("function", "async")]
        return functions[0] if len(functions) == 1 else None


def returns(body: Iterable[Statement]) -> list[Expression]:
    """The values of every return statement."""
    found: list[Expression] = []
    for statement in body:
        if statement.kind == "return" and statement.value is not None:
            found.append(statement.value)
        found.extend(returns(statement.body))
    return found


def is_method(definition: Definition) -> bool:
    """Whether the first parameter is bound by the receiver."""
    first = definition.parameters[0].name if definition.parameters else ""
    return "." in definition.qualname and first in ("self", "cls")


def _product(parts: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return ("".join(choice) for choice in itertools.islice(itertools.product(*parts), _MOST))


_READERS: dict[str, Callable[[TextReader, Frame, Expression, int], Iterable[str]]] = {
    "name": TextReader._name,
    "number": TextReader._number,
    "attribute": TextReader._attribute,
    "format": TextReader._format,
    "binary": TextReader._binary,
    "conditional": TextReader._conditional,
    "boolean": TextReader._boolean,
    "await": TextReader._await,
    "call": TextReader._call,
}
