"""Requests of tests and page visits, and the handlers that they reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.model.layers import Certainty
from pyramid.model.meaning import HttpRequest, Meaning, Meanings, Route
from pyramid.model.program import Program
from pyramid.recognize.routes.documents import asked
from pyramid.recognize.routes.matching import RouteMatcher, is_foreign, joined_name, strip
from pyramid.recognize.routes.nearness import Nearness
from pyramid.recognize.routes.shells import Shells
from pyramid.recognize.texts import BASE, NAME_END, NAME_START, UNKNOWN

#: Meanings that only test code has.
_TELLING = ("fixture", "test-class", "test-function", "client", "browser", "locator", "double", "load-test")
_ASKING = ("request", "visit", "operation-call")
_MOST_HANDLERS = 5


def find_requests(program: Program, meanings: Meanings, routes: Sequence[Route]) -> tuple[HttpRequest, ...]:
    """Every request of a test client, an HTTP library in test code, and every page visit."""
    answering = _Answering(program, meanings, routes)
    found: dict[tuple[str, int, str, str, str], HttpRequest] = {}
    for meaning in (each for kind in _ASKING for each in meanings.of_kind(kind)):
        if meaning.slot("lifted") or (meaning.slot("client") == "http" and not answering.is_test(meaning)):
            continue
        for request in answering.requests(meaning):
            found.setdefault(
                (request.path, request.line, request.method, request.url, request.scope), request
            )
    return tuple(
        sorted(found.values(), key=lambda each: (each.path, each.line, each.method, each.url, each.scope))
    )


class _Answering:
    """Who answers the requests of one tree."""

    def __init__(self, program: Program, meanings: Meanings, routes: Sequence[Route]) -> None:
        self._matcher, self._shells, self._any = RouteMatcher(routes), Shells(program, routes), bool(routes)
        self._telling = {meaning.path for kind in _TELLING for meaning in meanings.of_kind(kind)}
        tests = {meaning.subject for meaning in meanings.of_kind("test-function")}
        self._near = Nearness(self._telling, tests)
        self._bases: dict[str, list[Meaning]] = {}
        for meaning in meanings.of_kind("base-path"):
            if strip(meaning.slot("url")) not in (None, "/"):
                self._bases.setdefault(meaning.rule, []).append(meaning)

    def is_test(self, meaning: Meaning) -> bool:
        """Whether a request stands in a file that has something only test code has."""
        return meaning.path in self._telling

    def requests(self, meaning: Meaning) -> Iterator[HttpRequest]:
        """The requests that a meaning makes: one per method."""
        operations = tuple(self._operations(meaning))
        if operations or meaning.kind == "operation-call":
            yield from operations
            return
        url = meaning.slot("url", UNKNOWN)
        browser = meaning.kind == "visit"
        for method in (meaning.slot("method") or ("GET" if browser else "*")).upper().split():
            method = "*" if UNKNOWN in method else method
            routes, sure = self._matched(method, url, meaning)
            near = self._near.of(routes, meaning)
            handlers = tuple(dict.fromkeys(route.handler for route in near))[:_MOST_HANDLERS]
            shell = bool(near) and all(self._shells.owns(route) for route in near)
            yield HttpRequest(
                scope=meaning.scope,
                path=meaning.path,
                line=meaning.line,
                method=method,
                url=_shown(url, self._matcher),
                channel="browser" if browser else "client",
                handlers=handlers,
                certainty=Certainty.GUESS
                if shell
                else _certainty(sure and near == routes, handlers, meaning),
                frontend=browser and (shell or (not near and self._is_page(url))),
            )

    def _matched(self, method: str, url: str, meaning: Meaning) -> tuple[tuple[Route, ...], bool]:
        """The routes that answer; below a base of the same tool where none answers the path alone."""
        routes, sure = self._matcher.match(method, url)
        if routes or not url.startswith("/"):
            return routes, sure
        bases = self._bases.get(meaning.rule, ())
        for base in sorted(bases, key=lambda base: (base.path != meaning.path, base.path, base.line)):
            found, _ = self._matcher.match(method, f"{base.slot('url').rstrip('/')}{url}")
            if found:
                return found, False
        return routes, sure

    def _operations(self, meaning: Meaning) -> Iterator[HttpRequest]:
        """One request per operation that the text of a query asks of this tree's schema."""
        for kind, name in asked(meaning.slot("document")):
            near = self._near.of(self._matcher.operation(kind, name), meaning)
            handlers = tuple(dict.fromkeys(route.handler for route in near))[:_MOST_HANDLERS]
            if handlers:
                yield HttpRequest(
                    scope=meaning.scope,
                    path=meaning.path,
                    line=meaning.line,
                    method=kind,
                    url=name,
                    channel="client",
                    handlers=handlers,
                    certainty=_certainty(True, handlers, meaning),
                )

    def _is_page(self, url: str) -> bool:
        """Whether a URL is one of this tree's application, and known."""
        return self._any and strip(url) is not None and NAME_START not in url and not is_foreign(url)


def _certainty(sure: bool, handlers: Sequence[str], meaning: Meaning) -> Certainty:
    if not handlers:
        return Certainty.GUESS
    found = (
        Certainty.CERTAIN
        if sure and len(handlers) == 1
        else Certainty.LIKELY
        if len(handlers) == 1
        else Certainty.GUESS
    )
    return Certainty.weakest(found, meaning.certainty)


def _shown(url: str, matcher: RouteMatcher) -> str:
    """The URL as a reader wants it: unknown parts as ``{}``, a named route as its path."""
    while NAME_START in url and NAME_END in url:
        before, _, rest = url.partition(NAME_START)
        name, _, after = rest.partition(NAME_END)
        routes = matcher.named(joined_name(name[:1], name[1:]))
        path = routes[0].path if routes else name[1:]
        url = f"{before.strip(UNKNOWN)}{path}{after}"
    return (url.removeprefix(BASE) or "/").replace(UNKNOWN, "{}")
