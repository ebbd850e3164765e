"""All routes of the tree, from registrations, mounts and class-based handlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.model.facts import Expression
from pyramid.model.meaning import Meaning, Meanings, Route
from pyramid.model.program import Program
from pyramid.recognize.routes.dispatch import Dispatch
from pyramid.recognize.routes.nesting import Edge, Nesting, Place, leading, nesting, owner
from pyramid.recognize.routes.operations import find_operations
from pyramid.recognize.routes.paths import HOLE, UNKNOWN, joined, normal


def find_routes(program: Program, meanings: Meanings) -> tuple[Route, ...]:
    """Every URL that the application answers, sorted by path; ``file`` and ``line`` are the handler's."""
    found = (*RouteTable(program, meanings).routes(), *find_operations(program, meanings))
    unique = {(route.path, route.method, route.handler, route.name): route for route in found}
    return tuple(sorted(unique.values(), key=_order))


class RouteTable:
    """Puts registrations, mounts and views together."""

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._program = program
        self._modules = {
            symbol.name: symbol for symbol in program.symbols().values() if symbol.kind == "module"
        }
        self._registrations = list(meanings.of_kind("route"))
        self._nesting: Nesting = nesting(
            meanings.of_kind("mount"), self._registrations, self._variable, self._modules
        )
        self._inherit()
        self._dispatch = Dispatch(program, meanings)

    def routes(self) -> tuple[Route, ...]:
        """The table."""
        found: dict[tuple[str, str, str, str], Route] = {}
        for meaning, handler in self._complete():
            for place in self._nesting.places(owner(meaning)):
                for route in self._at(meaning, handler, place):
                    found.setdefault((route.path, route.method, route.handler, route.name), route)
        return tuple(found.values())

    def _inherit(self) -> None:
        """What a base class declares hangs where the classes that derive from it hang."""
        symbols = self._program.symbols()
        for child in list(self._nesting.own):
            if child in symbols and symbols[child].kind == "class":
                for base in self._program.ancestors(child)[1:]:
                    if base in symbols:
                        self._nesting.hang(Edge(child, base, has_prefix=True, replaces=True))

    def _complete(self) -> Iterator[tuple[Meaning, Meaning]]:
        """Registrations with the meaning that names their handler: their own, or that of their name."""
        holders = set(self._nesting.edges)
        handlers: dict[str, list[Meaning]] = {}
        for meaning in self._registrations:
            if not _has(meaning, "path"):
                handlers.setdefault(self._name(meaning), []).append(meaning)
        for meaning in self._registrations:
            if meaning.slot("call") in holders or not _has(meaning, "path"):
                continue
            if meaning.slot("handler"):
                yield meaning, meaning
            else:
                named = (each for each in handlers.get(meaning.slot("name"), ()) if each.slot("handler"))
                yield from ((meaning, handler) for handler in named)

    def _name(self, meaning: Meaning) -> str:
        """The route name of a handler, its class's where it has none itself."""
        if meaning.slot("name"):
            return meaning.slot("name")
        owner_class = meaning.subject.rpartition(".")[0]
        views = (*self._dispatch.views(meaning.subject), *self._dispatch.views(owner_class))
        return next((view.slot("name") for view in views if view.slot("name")), "")

    def _at(self, meaning: Meaning, named: Meaning, place: Place) -> Iterator[Route]:
        methods = tuple((named.slot("method") or meaning.slot("method")).upper().split())
        path = normal(meaning.slot("path"), meaning.slot("style"))
        lead = leading(meaning) or place.leading
        front = joined(lead, place.prefix) if lead else place.prefix
        for answer in self._dispatch.answers(named, methods):
            symbol = self._program.symbols().get(answer.handler)
            yield Route(
                method=answer.method,
                path=_known(joined(front, f"{path.strip('/')}/{answer.path}" if answer.name else path)),
                handler=answer.handler,
                file=symbol.path if symbol else named.path,
                line=symbol.line if symbol else named.line,
                name=_full_name(place, meaning, named, answer.name),
                rule=meaning.rule,
            )

    def _variable(self, module: str, name: str) -> str:
        text = self._program.text(module, Expression("name", 1, name))
        return text.pattern if text is not None and text.known else ""


def _order(route: Route) -> tuple[str, str, str, int, str]:
    return route.path, route.method, route.file, route.line, route.name


def _full_name(place: Place, meaning: Meaning, named: Meaning, part: str) -> str:
    name = meaning.slot("name") or named.slot("name")
    if part and name:
        name = f"{name}-{part}"
    return ":".join((*place.names, name)) if name else ""


def _known(path: str) -> str:
    """A path whose unknown parts are empty holes."""
    return path.replace(UNKNOWN, HOLE)


def _has(meaning: Meaning, slot: str) -> bool:
    return any(name == slot for name, _ in meaning.slots)


def by_name(routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Routes by every ending of their qualified name (``shop:item``, ``item``), joined by ``\\x1f``."""
    found: dict[str, list[Route]] = {}
    for route in routes:
        parts = route.name.split(":") if route.name else []
        for start in range(len(parts)):
            found.setdefault(":".join(parts[start:]), []).append(route)
    return found
