"""Which method of a class answers a request: the one that the class itself writes for what is asked."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.model.meaning import HttpRequest, Route
from pyramid.model.program import Program
from pyramid.provenance.words import words

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: The words with which methods are called that do what a request asks, nearest first.
_DOING = {
    "POST": ("create", "post", "save", "add"),
    "PUT": ("update", "put", "save"),
    "PATCH": ("update", "patch", "partial", "save"),
    "DELETE": ("destroy", "delete", "remove"),
    "GET": ("list", "retrieve", "get", "queryset", "query"),
}
_PLAIN = frozenset(
    {"get", "post", "put", "patch", "delete", "list", "create", "update", "destroy", "retrieve"}
)


class Verbs:
    """Refines a class that answers requests to its own method, by the method of the request."""

    def __init__(self, program: Program, requests: Iterable[HttpRequest], routes: Iterable[Route]) -> None:
        self._program = program
        self._asked: dict[tuple[str, str], set[str]] = {}
        for request in requests:
            for handler in request.handlers:
                self._asked.setdefault((request.scope, handler), set()).add(request.method)
        self._methods: dict[str, set[str]] = {}
        for route in routes:
            self._methods.setdefault(route.handler, set()).add(route.method)
        self.handlers = frozenset(self._methods)
        self._refined: dict[tuple[str, str], str] = {}
        self._owners: dict[str, str] = {}

    def of(self, handler: str, caller: str) -> str:
        """The function that answers when ``caller`` asks: the handler, or a method of its own class."""
        asked = self._asked.get((caller, handler), set())
        return self.by(handler, next(iter(asked)) if len(asked) == 1 else "")

    def by(self, handler: str, method: str) -> str:
        """The function that answers a request of a method."""
        symbol = self._program.symbols().get(handler)
        if symbol is None or symbol.kind != "class" or method not in _DOING:
            return handler
        key = (handler, method)
        if key not in self._refined:
            self._refined[key] = self._method(handler, method) or handler
            if self._refined[key] != handler:
                self._methods.setdefault(self._refined[key], set()).add(method)
                self._owners[self._refined[key]] = handler
        return self._refined[key]

    def storing(self, handler: str) -> str:
        """The function of a handler that stores what is sent: of a class its own method for that."""
        found = (self.by(handler, method) for method in ("POST", "PUT", "PATCH"))
        return next((name for name in found if name != handler), handler)

    def reads(self, function: str) -> bool:
        """Whether what answers is only asked to read."""
        return not self._methods.get(function, {"*"}) - _READING

    def owner(self, function: str) -> str:
        """The class that answers by this method; empty for any other function."""
        return self._owners.get(function, "")

    def _method(self, owner: str, method: str) -> str:
        """The method that the class, or an ancestor in the tree, writes for what is asked."""
        best: tuple[int, int, str] | None = None
        for far, family in enumerate(self._program.ancestors(owner)):
            symbol = self._program.symbols().get(family)
            if symbol is None:
                continue
            for definition in self._program.facts(symbol.path).definitions:
                if definition.parent != symbol.index or definition.kind not in ("function", "async"):
                    continue
                rank = _rank(definition.name, method)
                if rank is not None and (best is None or (far, rank) < best[:2]):
                    best = (far, rank, f"{family}.{definition.name}")
        return best[2] if best else ""


def _rank(name: str, method: str) -> int | None:
    """How directly a method of that name does what is asked, None when it does not.

    One that is called ``get_x`` only helps to answer, unless it says what is read.
    """
    said = words(name)
    if name.startswith("get_") and not (method == "GET" and said & words("queryset query")):
        return None
    fits = [n for n, word in enumerate(_DOING[method]) if words(word) & said]
    if not fits or (name not in _PLAIN and len(said) > 2):
        return None
    return -1 if name in _PLAIN else fits[0]
