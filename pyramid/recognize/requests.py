"""Requests of tests and page visits, and the handlers that they reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.model.layers import Certainty
from pyramid.model.meaning import HttpRequest, Meaning, Meanings, Route
from pyramid.model.program import Program
from pyramid.recognize.routes.matching import RouteMatcher, joined_name
from pyramid.recognize.texts import BASE, NAME_END, NAME_START, UNKNOWN

#: Meanings that only test code has.
_TELLING = ("fixture", "test-class", "test-function", "client", "browser", "locator", "double", "load-test")
_MOST_HANDLERS = 5


def find_requests(program: Program, meanings: Meanings, routes: Sequence[Route]) -> tuple[HttpRequest, ...]:
    """Every request of a test client, an HTTP library in test code, and every page visit."""
    matcher = RouteMatcher(routes)
    telling = {meaning.path for kind in _TELLING for meaning in meanings.of_kind(kind)}
    found: dict[tuple[str, int, str, str, str], HttpRequest] = {}
    for meaning in (*meanings.of_kind("request"), *meanings.of_kind("visit")):
        if meaning.slot("lifted") or (meaning.slot("client") == "http" and meaning.path not in telling):
            continue
        for request in _requests(meaning, matcher):
            found.setdefault(
                (request.path, request.line, request.method, request.url, request.scope), request
            )
    return tuple(
        sorted(found.values(), key=lambda each: (each.path, each.line, each.method, each.url, each.scope))
    )


def _requests(meaning: Meaning, matcher: RouteMatcher) -> Iterator[HttpRequest]:
    url = meaning.slot("url", UNKNOWN)
    browser = meaning.kind == "visit"
    for method in (meaning.slot("method") or ("GET" if browser else "*")).upper().split():
        method = "*" if UNKNOWN in method else method
        routes, sure = matcher.match(method, url)
        handlers = tuple(dict.fromkeys(route.handler for route in routes))[:_MOST_HANDLERS]
        yield HttpRequest(
            scope=meaning.scope,
            path=meaning.path,
            line=meaning.line,
            method=method,
            url=_shown(url, matcher),
            channel="browser" if browser else "client",
            handlers=handlers,
            certainty=_certainty(sure, handlers, meaning),
        )


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
