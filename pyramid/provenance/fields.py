"""Who computes what a page prints: from a template's expression to functions.

``totals.discount | money`` is followed through the rendering call's context to the value behind
``totals``, and by the attribute to the expression that the field was built from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pyramid.model.facts import Expression
from pyramid.model.page import Template
from pyramid.model.program import Program
from pyramid.provenance.bodies import entries, expressions, keywords, returned, statements
from pyramid.provenance.members import Members
from pyramid.provenance.site import Site

_PATH = re.compile(r"""(?<![\w."'|])([A-Za-z_]\w*)((?:\.\w+|\[["']\w+["']\])*)""")
_STRINGS = re.compile(r"""(["']).*?\1""")
# fmt: off
_WORDS = frozenset({
    "and", "or", "not", "is", "in", "if", "else", "none", "None", "true", "false", "True", "False",
    "as", "with", "only", "loop", "forloop",
})
# fmt: on
_TAKING = frozenset({"get", "pop", "setdefault"})
_MAX_DEPTH = 7
#: What a later handler runs comes after all that an earlier one does.
_HANDLER = 1_000
_MAX_BINDINGS = 4
_MOST = 24
_LATER = 4
_MAKES = "makes what is printed"
_GIVEN = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A function that takes part in computing a value; ``rank`` 0 is the most direct."""

    function: str
    how: str
    rank: int


class Fields:
    """Follows names of templates and keys of payloads to the functions that compute them."""

    def __init__(self, program: Program, site: Site, application: Iterable[str]) -> None:
        self._program, self._site = program, site
        self._application = tuple(application)
        self._context: dict[str, list[tuple[str, Expression]]] | None = None
        self._known: dict[tuple[str, int, tuple[str, ...]], tuple[Source, ...]] = {}
        self._behind: dict[tuple[str, tuple[str, ...]], list[tuple[str, Expression]]] = {}
        self._made: dict[str, list[tuple[str, Expression]]] | None = None
        self._members = Members(program, self._application)

    def printed(self, output: str, template: Template, handlers: Iterable[str]) -> list[Source]:
        """The functions behind a printed expression or a condition of a template."""
        found: list[Source] = []
        near = tuple(handlers)
        for place, (root, attributes) in enumerate(islice(self.paths(output, template), _MOST)):
            later = _LATER * place
            for scope, expression in self._sources(root, near):
                # What is said first is what is asked; arguments and further sources only take part.
                ranked = self._ranked(scope, expression, attributes)
                found.extend(replace(source, rank=source.rank + later) for source in ranked)
                later += 2 if ranked else 0
            if not found:
                found.extend(self._givers(root, near))
        return _unique(found)

    def _givers(self, root: str, handlers: tuple[str, ...]) -> Iterator[Source]:
        """Who puts a value into the context that no function of the application computes."""
        for scope, expression in self._sources(root, handlers):
            if scope in self._program.symbols() and expression.kind != "constant":
                yield Source(scope, "gives it to the page", _GIVEN)

    def key(self, name: str, handlers: Iterable[str]) -> list[Source]:
        """The functions behind a key of a payload that the handlers return."""
        found = [
            source
            for scope, expression in self._sources(name, tuple(handlers))
            for source in self._ranked(scope, expression, ())
        ]
        return _unique(found)

    def paths(self, output: str, template: Template, depth: int = 0) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Names that an output reads, loop variables and assignments replaced by what they stand for."""
        bindings: dict[str, list[str]] = {}
        for name, value in template.bindings:
            bindings.setdefault(name, []).append(value)
        for match in _PATH.finditer(
            _STRINGS.sub(lambda m: m[0] if m.start() else " ", output.partition("|")[0])
        ):
            root = match[1]
            attributes = tuple(re.findall(r"\w+", match[2]))
            if root in _WORDS:
                continue
            if root in bindings and depth < _MAX_BINDINGS:
                for value in bindings[root]:
                    for base, more in self.paths(value, template, depth + 1):
                        yield base, (*(m for m in more if m not in ("items", "values", "all")), *attributes)
            else:
                yield root, attributes

    def _sources(self, root: str, handlers: tuple[str, ...]) -> list[tuple[str, Expression]]:
        if (root, handlers) not in self._behind:
            self._behind[root, handlers] = self._found(root, handlers)
        return self._behind[root, handlers]

    def _found(self, root: str, handlers: tuple[str, ...]) -> list[tuple[str, Expression]]:
        if self._context is None:
            self._context = self._index_context()
        entries = self._context.get(root, [])
        near: dict[str, int] = {}
        for later, handler in enumerate(handlers):
            for place, name in enumerate(self._site.near(handler)):
                near.setdefault(name, place + later * _HANDLER)
        close = sorted((near[scope], n) for n, (scope, _) in enumerate(entries) if scope in near)
        if close:
            return [entries[n] for _, n in close[:4]]
        return entries if len(entries) <= 2 else []

    def _index_context(self) -> dict[str, list[tuple[str, Expression]]]:
        table: dict[str, list[tuple[str, Expression]]] = {}
        for scope in self._application:
            definition = self._program.definition(scope)
            for statement in statements(definition):
                for target in statement.targets if statement.kind == "assign" else ():
                    if target.kind == "subscript" and target.operands[1].kind == "string" and statement.value:
                        table.setdefault(target.operands[1].text, []).append((scope, statement.value))
            for expression in expressions(definition):
                pairs = entries(expression) if expression.kind == "dict" else ()
                if expression.kind == "call":
                    pairs = keywords(expression)
                for name, value in pairs:
                    table.setdefault(name, []).append((scope, value))
        return table

    def _ranked(self, scope: str, expression: Expression, attributes: tuple[str, ...]) -> tuple[Source, ...]:
        key = (scope, id(expression), attributes)
        if key not in self._known:
            found = islice(self._follow(scope, expression, attributes, set(), 0), _MOST)
            # Whoever makes an object comes well after the member of it that answers.
            self._known[key] = tuple(
                Source(function, how, rank + (_LATER if how == _MAKES else 0))
                for rank, (function, how) in enumerate(found)
            )
        return self._known[key]

    def _follow(
        self,
        scope: str,
        expression: Expression,
        attributes: tuple[str, ...],
        seen: set[tuple[str, int, tuple[str, ...]]],
        depth: int,
    ) -> Iterator[tuple[str, str]]:
        key = (scope, id(expression), attributes)
        if depth > _MAX_DEPTH or key in seen:
            return
        seen.add(key)
        step = lambda e, a, s=scope: self._follow(s, e, a, seen, depth + 1)  # noqa: E731
        kind = expression.kind
        if kind == "dict" and attributes:
            for name, value in entries(expression):
                if name == attributes[0]:
                    yield from step(value, attributes[1:])
        elif kind == "attribute":
            yield from self._given(scope, expression, attributes, seen, depth)
            yield from step(expression.operands[0], (expression.text, *attributes))
        elif kind == "subscript" and expression.operands[1].kind == "string":
            yield from step(expression.operands[0], (expression.operands[1].text, *attributes))
        elif kind == "call":
            yield from self._called(scope, expression, attributes, seen, depth)
        elif kind == "name":
            yield from self._named(scope, expression, attributes, seen, depth)
        elif kind in ("binary", "compare", "boolean", "conditional", "unary", "format"):
            parts = [found for operand in expression.operands for found in step(operand, ())]
            own = (
                [(scope, "computes the value")]
                if kind != "unary" and scope in self._program.symbols()
                else []
            )
            # A handler that combines what others compute passes their answer on.
            yield from (*parts, *own) if self._site.route(scope) is not None else (*own, *parts)
        else:
            for operand in expression.operands[:6]:
                yield from step(operand, attributes)

    def _given(
        self,
        scope: str,
        expression: Expression,
        attributes: tuple[str, ...],
        seen: set[tuple[str, int, tuple[str, ...]]],
        depth: int,
    ) -> Iterator[tuple[str, str]]:
        """What an object's own attribute was assigned."""
        for where, origin in self._program.origins(scope, expression)[:3]:
            yield from self._follow(where, origin, attributes, seen, depth + 1)

    def _called(
        self,
        scope: str,
        call: Expression,
        attributes: tuple[str, ...],
        seen: set[tuple[str, int, tuple[str, ...]]],
        depth: int,
    ) -> Iterator[tuple[str, str]]:
        symbols = self._program.symbols()
        functions = [v.name for v in self._program.values(scope, call.operands[0]) if v.kind == "function"]
        functions = [name for name in functions if name in symbols]
        members = list(self._member(scope, call, attributes, seen, depth)) if attributes else []
        yield from members
        for function in functions[:4]:
            for value in returned(self._program.definition(function)) if attributes and not members else ():
                yield from self._follow(function, value, attributes, seen, depth + 1)
            yield function, _MAKES if attributes else "computes the value"
        key = _taken(call) if not functions and not members else None
        if key is not None:
            held = call.operands[0].operands[0]
            yield from self._follow(scope, held, (key, *attributes), seen, depth + 1)
        elif not functions and not members:
            inner = [*call.operands[1:], *call.operands[0].operands[:1]]
            for argument in inner[:5]:
                yield from self._follow(scope, argument, (), seen, depth + 1)

    def _named(
        self,
        scope: str,
        name: Expression,
        attributes: tuple[str, ...],
        seen: set[tuple[str, int, tuple[str, ...]]],
        depth: int,
    ) -> Iterator[tuple[str, str]]:
        if attributes:
            yield from self._member(scope, name, attributes, seen, depth)
        origins = self._program.origins(scope, name)
        for where, origin in origins or self._site.callers.passed(scope, name.text):
            yield from self._follow(where, origin, attributes, seen, depth + 1)

    def _member(
        self,
        scope: str,
        expression: Expression,
        attributes: tuple[str, ...],
        seen: set[tuple[str, int, tuple[str, ...]]],
        depth: int,
    ) -> Iterator[tuple[str, str]]:
        """A property or method by the type of its receiver, or the argument a field was built from."""
        symbols = self._program.symbols()
        known = False
        for value in self._program.values(scope, expression):
            if value.kind not in ("instance", "class"):
                continue
            member = self._program.member(value.name, attributes[0])
            if member is not None and member in symbols and symbols[member].kind in ("function", "async"):
                for result in returned(self._program.definition(member)) if attributes[1:] else ():
                    yield from self._follow(member, result, attributes[1:], seen, depth + 1)
                yield member, "property printed on the page"
                known = True
                continue
            for where, argument in () if value.kind == "class" else self._kept(value.name, attributes[0]):
                known = True
                yield from self._follow(where, argument, attributes[1:], seen, depth + 1)
        if not known:
            for member in self._members.named(attributes[0]):
                yield member, "the only member of that name"

    def _kept(self, owner: str, attribute: str) -> Iterator[tuple[str, Expression]]:
        """What the constructor keeps under an attribute, or was given for it."""
        maker = self._program.member(owner, "__init__") or ""
        if maker in self._program.symbols():
            definition = self._program.definition(maker)
            given = {parameter.name for parameter in definition.parameters}
            for statement in statements(definition):
                for target in statement.targets if statement.value is not None else ():
                    if (
                        target.kind == "attribute"
                        and target.text == attribute
                        and statement.value is not None
                    ):
                        if statement.value.kind == "name" and statement.value.text in given:
                            yield from self._built_from(owner, statement.value.text)
                        else:
                            yield maker, statement.value
                        return
        yield from self._built_from(owner, attribute)

    def _built_from(self, owner: str, attribute: str) -> Iterator[tuple[str, Expression]]:
        if owner not in self._program.symbols():
            return
        names = self._fields_of(owner)
        for scope, call in self._constructions(owner)[:6]:
            given = dict(keywords(call))
            if attribute in given:
                yield scope, given[attribute]
            elif attribute in names:
                place = names.index(attribute) + 1
                words = call.keywords or ("",) * (len(call.operands) - 1)
                if place < len(call.operands) and words[place - 1] == "":
                    yield scope, call.operands[place]

    def _fields_of(self, owner: str) -> list[str]:
        maker = self._program.member(owner, "__init__")
        if maker is not None and maker in self._program.symbols():
            return [p.name for p in self._program.definition(maker).parameters[1:]]
        body = self._program.definition(owner).body
        return [s.targets[0].text for s in body if s.kind == "annotated" and s.targets[0].kind == "name"]

    def _constructions(self, owner: str) -> list[tuple[str, Expression]]:
        if self._made is None:
            self._made = {}
            for scope in self._application:
                for expression in expressions(self._program.definition(scope)):
                    if expression.kind == "call" and expression.text == "cls":
                        for value in self._program.values(scope, expression.operands[0]):
                            self._made.setdefault(value.name.rpartition(".")[2], []).append(
                                (scope, expression)
                            )
                    elif expression.kind == "call" and expression.text[:1].isupper():
                        self._made.setdefault(expression.text, []).append((scope, expression))
        named = self._made.get(owner.rpartition(".")[2], [])
        return [
            (scope, call)
            for scope, call in named
            if any(v.name == owner for v in self._program.values(scope, call.operands[0]))
        ]


def _taken(call: Expression) -> str | None:
    """The key that is taken out of a mapping: ``answers.pop("total")``."""
    callee = call.operands[0]
    named = callee.kind == "attribute" and callee.text in _TAKING and len(call.operands) > 1
    return call.operands[1].text if named and call.operands[1].kind == "string" else None


def _unique(sources: Iterable[Source]) -> list[Source]:
    best: dict[str, Source] = {}
    for source in sources:
        if source.function not in best or source.rank < best[source.function].rank:
            best[source.function] = source
    return sorted(best.values(), key=lambda source: (source.rank, source.function))
