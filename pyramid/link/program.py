"""The linked program, as later rooms see it."""

from __future__ import annotations

import gc
import sys
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from pyramid.link import arrays, strings  # noqa: F401  (they fill the tables of methods and functions)
from pyramid.link import fixtures as fixture_search
from pyramid.link.annotations import parse
from pyramid.link.engine import Engine
from pyramid.link.holders import Held
from pyramid.link.knowledge import Knowledge
from pyramid.link.outcomes import origins_of, to_value
from pyramid.link.refs import Scope
from pyramid.link.ruled import names_of
from pyramid.link.statements import walk_scope
from pyramid.link.texts import is_text, text_of
from pyramid.link.walk import Values, Walk, evaluate, is_steady
from pyramid.model.aliases import Alias
from pyramid.model.facts import Definition, Expression, FileFacts
from pyramid.model.program import Symbol, Text, Value

#: So many bodies are kept evaluated: rooms ask body by body, and come back.
_TRACES = 8192
#: Nested expressions times nested walks; the extractor bounds the nesting of expressions.
_RECURSION = 6000
#: Operands of an expression that is sooner evaluated alone than with the body around it.
_STEADY = 24


class LinkedProgram:
    """Answers about names (see ``pyramid.model.program.Program``)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._symbols = {name: _symbol(scope) for name, scope in sorted(engine.scopes.items())}
        self._fixtures: dict[str, tuple[str, ...]] = {}
        self._callers: dict[str, frozenset[str]] | None = None
        self._holding: Held | None = None
        self._traces: OrderedDict[str, dict[int, Values]] = OrderedDict()
        self._names: dict[tuple[Values, Values, str], tuple[str, ...]] = {}

    def paths(self) -> tuple[str, ...]:
        """Every extracted file, sorted."""
        return tuple(sorted(self.engine.tree.paths))

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""
        scopes = self.engine.by_path.get(path)
        return scopes[0].facts if scopes else self.engine.tree.facts(path)

    def symbols(self) -> Mapping[str, Symbol]:
        """Every symbol by dotted name."""
        return self._symbols

    def module(self, path: str) -> str:
        """The dotted name of a file's module; by its path for other languages."""
        scopes = self.engine.by_path.get(path)
        return scopes[0].symbol if scopes else path.rsplit(".", 1)[0].replace("/", ".")

    def symbol_at(self, path: str, index: int) -> Symbol:
        """The symbol of one definition of a file."""
        scope = self.engine.by_path[path][index]
        found = self._symbols[scope.symbol]
        return found if found.path == path and found.index == index else _symbol(scope)

    def definition(self, symbol: str) -> Definition:
        """The definition of a symbol.  ``KeyError`` for a name that is none."""
        return self.engine.scopes[symbol].definition

    def values(self, scope: str, expression: Expression) -> tuple[Value, ...]:
        """What the expression can stand for."""
        return tuple(dict.fromkeys(to_value(self.engine, ref) for ref in self._values(scope, expression)))

    def names(self, scope: str, expression: Expression) -> tuple[str, ...]:
        """Dotted names by which rules know the expression, nearest first."""
        values = self._values(scope, expression)
        bases = self._values(scope, expression.operands[0]) if expression.kind == "attribute" else ()
        key = (values, bases, expression.text if bases else "")
        names = self._names.get(key)
        if names is None:
            names = self._names[key] = names_of(self.engine, expression, values, bases)
        return names

    def text(self, scope: str, expression: Expression) -> Text | None:
        """The string that the expression evaluates to, unknown parts as NUL."""
        if expression.kind == "string":
            return Text(expression.text)
        values = self._values(scope, expression)
        if not is_text(values):
            return None
        return Text(text_of(values))

    def origins(self, scope: str, expression: Expression) -> tuple[tuple[str, Expression], ...]:
        """The expressions that a name or attribute was assigned from, each with its own scope."""
        walk = self._walk(scope)
        return origins_of(walk, expression) if walk is not None else ()

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A class's method resolution order, external bases included, itself first."""
        scope = self.engine.scopes.get(name)
        if scope is None or scope.kind != "class":
            return self.engine.knowledge.lineage(name)
        return tuple(each.name for each in self.engine.hierarchy.order(scope.ref))

    def member(self, name: str, attribute: str) -> str | None:
        """The dotted name of a class member, looked up along the method resolution order."""
        scope = self.engine.scopes.get(name)
        if scope is None or scope.kind != "class":
            return None
        found = self.engine.hierarchy.find(scope.ref, attribute)
        return f"{found[0].name}.{attribute}" if found else None

    def fixtures(self, test: str) -> tuple[str, ...]:
        """Fixture functions that run for a test: asked for, automatic, and those they ask for."""
        if test not in self._fixtures:
            scope = self.engine.scopes.get(test)
            found = fixture_search.closure(Walk(self.engine, scope)) if scope is not None else []
            self._fixtures[test] = tuple(each.symbol for each in found)
        return self._fixtures[test]

    def imports(self, path: str) -> tuple[str, ...]:
        """Dotted names of what the file imports, resolved, project and external."""
        from pyramid.link.names import imported, star_source

        found: dict[str, None] = {}
        for scope in self.engine.by_path.get(path, ()):
            walk = Walk(self.engine, scope)
            for item in scope.definition.imports:
                refs = (star_source(walk, item),) if item.name == "*" else imported(walk, item)
                found.update(dict.fromkeys(to_value(self.engine, ref).name for ref in refs))
                if not item.level:
                    found[item.module] = None
        return tuple(sorted(name for name in found if name))

    def callers(self, symbol: str) -> frozenset[str]:
        """The scopes whose bodies call a function or make an object of a class, as far as linked."""
        if self._callers is None:
            found: dict[str, set[str]] = {}
            for scope in self.engine.scopes.values():
                for callee, _line, _via in scope.calls:
                    if isinstance(callee, Scope):
                        found.setdefault(callee.symbol, set()).add(scope.symbol)
            self._callers = {name: frozenset(scopes) for name, scopes in found.items()}
        return self._callers.get(symbol, frozenset())

    def holders(self, types: frozenset[str]) -> frozenset[str]:
        """Plain names of the variables, attributes and functions that may stand for an object of a type."""
        return self._held().holders(types)

    def renamed(self) -> Mapping[str, tuple[str, ...]]:
        """Plain name of a variable or attribute → dotted names of what it stands for under another name."""
        return self._held().renamed()

    def _held(self) -> Held:
        if self._holding is None:
            self._holding = Held(self.engine)
        return self._holding

    def external_packages(self) -> frozenset[str]:
        """Top-level packages and global names used anywhere that are not part of the tree."""
        return self.engine.packages() | self.engine.globals.keys()

    def look_up(self, dotted: str, path: str = "") -> str | None:
        """The symbol that a dotted import path in a string means, ``None`` when it is not of the tree."""
        parsed = parse(dotted, 0)
        parts = dotted.split(".") if parsed is not None else []
        for cut in range(len(parts), 0, -1):
            found = self.engine.index.find(".".join(parts[:cut]), path)
            if found is None:
                continue
            name = ".".join([self.engine.by_path[found][0].symbol, *parts[cut:]])
            return name if name in self.engine.scopes else self._exported(found, parts[cut:])
        return None

    def _exported(self, path: str, rest: list[str]) -> str | None:
        expression = Expression("name", 0, rest[0]) if rest else None
        for part in rest[1:]:
            expression = Expression("attribute", 0, part, (expression,))  # type: ignore[arg-type]
        if expression is None:
            return None
        values = self.values(self.engine.by_path[path][0].symbol, expression)
        return next((value.name for value in values if value.name in self.engine.scopes), None)

    def _values(self, scope: str, expression: Expression) -> Values:
        body = self.engine.scopes.get(scope)
        if body is None:
            return ()
        found = body.noted.get(id(expression)) if body.noted is not None else None
        if found is None and not self._stands_anywhere(body, expression):
            trace = self._traces.get(scope)
            found = (trace if trace is not None else self._trace(body)).get(id(expression))
        return found or evaluate(Walk(self.engine, body), expression)

    def _stands_anywhere(self, body: Scope, expression: Expression) -> bool:
        """Whether the expression is worth evaluating alone, without the body around it."""
        return body.symbol not in self._traces and is_steady(expression, body.shifting, _STEADY)

    def _trace(self, body: Scope) -> dict[int, Values]:
        """What every expression of a body stands for where it stands, later assignments left out."""
        trace: dict[int, Values] = {}
        walk_scope(self.engine, body, trace)
        self._traces[body.symbol] = trace
        if len(self._traces) > _TRACES:
            self._traces.popitem(last=False)
        return trace

    def _walk(self, scope: str) -> Walk | None:
        found = self.engine.scopes.get(scope)
        return Walk(self.engine, found) if found is not None else None


def resolve(tree, knowledge: Knowledge, aliases: Iterable[Alias] = ()) -> LinkedProgram:
    """Link the files of an extracted tree (``paths``, ``facts(path)``), imports read by their aliases."""
    before = sys.getrecursionlimit()
    collecting = gc.isenabled()
    sys.setrecursionlimit(max(before, _RECURSION))
    gc.disable()  # nothing here is garbage until the end, and there are millions of objects
    try:
        engine = Engine(tree, knowledge, walk_scope, aliases)
        engine.solve()
        engine.freeze()
    finally:
        sys.setrecursionlimit(before)
        if collecting:
            gc.enable()
    return LinkedProgram(engine)


def _symbol(scope: Scope) -> Symbol:
    definition = scope.definition
    return Symbol(
        scope.symbol,
        scope.path,
        scope.index,
        scope.kind,
        definition.line,
        definition.start_line,
        definition.end_line,
    )
