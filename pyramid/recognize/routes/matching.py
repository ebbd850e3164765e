"""Which route answers a URL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pyramid.model.meaning import Route
from pyramid.recognize.routes.documents import OPERATIONS
from pyramid.recognize.routes.paths import HOLE, REST
from pyramid.recognize.routes.table import by_name
from pyramid.recognize.texts import NAME_END, NAME_START

UNKNOWN = "\0"
_HOST = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*")
_PARAMETER = re.compile(r"\{[^{}]*\}")
#: A name, after the separator of its parts (``-`` for none).
_NAMED = re.compile(f"{NAME_START}(.)([^{NAME_START}{NAME_END}]*){NAME_END}")
_STATIC, _MIXED, _PARAMETER_SCORE, _UNSURE = 8, 5, 3, 2


class RouteMatcher:
    """Finds routes by URL and by name."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = tuple(routes)
        self._names = by_name(self._routes)
        self._operations: dict[tuple[str, str], list[Route]] = {}
        for route in self._routes:
            if route.method in OPERATIONS:
                self._operations.setdefault((route.method, route.path), []).append(route)
        split = ((r, segments(r.path)) for r in self._routes if r.method not in OPERATIONS)
        self._split = [(route, parts) for route, parts in split if not _unknown(parts)]
        self._open = [(route, parts[1:]) for route, parts in self._split if parts[:1] == [HOLE]]
        self._by_length: dict[int, list[tuple[Route, list[str]]]] = {}
        #: The same by length and first part, where that is no parameter; "" where it is one.
        self._by_first: dict[tuple[int, str], list[tuple[Route, list[str]]]] = {}
        self._greedy: list[tuple[Route, list[str]]] = []
        self._matched: dict[tuple[str, str], tuple[tuple[Route, ...], bool]] = {}
        for route, parts in self._split:
            self._by_length.setdefault(len(parts), []).append((route, parts))
            if parts:
                first = "" if "{" in parts[0] else parts[0]
                self._by_first.setdefault((len(parts), first), []).append((route, parts))
            if parts and _catches_all(parts[-1]):
                self._greedy.append((route, parts))

    def named(self, name: str) -> tuple[Route, ...]:
        """The routes of a name, by its whole or, failing that, its last part."""
        found = self._names.get(name)
        if found is None and ":" in name:
            found = self._names.get(name.rpartition(":")[2])
        return tuple(found or ())

    def operation(self, kind: str, name: str) -> tuple[Route, ...]:
        """The routes of an operation that a query spells so."""
        return tuple(self._operations.get((kind, name), ()))

    def match(self, method: str, url: str) -> tuple[tuple[Route, ...], bool]:
        """The routes that answer, best first, and whether the URL was known well enough to be sure."""
        key = (method, url)
        if key not in self._matched:
            self._matched[key] = self._match(method, url)
        return self._matched[key]

    def _match(self, method: str, url: str) -> tuple[tuple[Route, ...], bool]:
        names = [joined_name(separator, text) for separator, text in _NAMED.findall(url)]
        if names:
            return self._of_names(names[-1], method), True
        path = strip(url)
        if path is None:
            return (), False
        wanted = segments(path)
        foreign = is_foreign(url)
        scored = self._scored(method, wanted, _STATIC if foreign else 1)
        best = max((score for score, _ in scored), default=0)
        if best <= 1 and not foreign:
            found, sure = self._guessed(method, url, wanted)
            found = found or self._below_unknown(method, wanted)
            if found or not scored:
                return found, sure
        if not scored:
            return (), False
        if wanted[:1] == [UNKNOWN] and not any(route.path.startswith("/{") for _, route in scored):
            found, sure = self._without_first(method, wanted)
            if found:
                return found, sure
        top = [route for score, route in scored if score == best]
        return tuple(_ordered(top, method, path, url)), best == _STATIC * max(
            len(wanted), 1
        ) or UNKNOWN not in path

    def _scored(self, method: str, wanted: list[str], least: int) -> list[tuple[int, Route]]:
        """Routes that answer, with how well; what takes the rest of a path may find nothing left of it."""
        scored = [
            (score, route)
            for route, parts in (*self._near(wanted), *self._greedy)
            if _fits(route.method, method) and (score := _score(parts, wanted)) >= least
        ]
        return scored or [
            (score, route)
            for route, parts in self._greedy
            if len(parts) == len(wanted) + 1
            and _fits(route.method, method)
            and (score := _score(parts[:-1], wanted)) >= least
        ]

    def _near(self, wanted: list[str]) -> Sequence[tuple[Route, list[str]]]:
        """The routes of as many parts that may begin so: of thousands, the few worth a closer look."""
        length = len(wanted)
        if not wanted or UNKNOWN in wanted[0]:
            return self._by_length.get(length, ())
        return (*self._by_first.get((length, wanted[0]), ()), *self._by_first.get((length, ""), ()))

    def _guessed(self, method: str, url: str, wanted: list[str]) -> tuple[tuple[Route, ...], bool]:
        """When nothing but a route for everything answers: an unknown beginning may be anything."""
        if url.startswith(UNKNOWN):
            return self._by_suffix(method, wanted)
        return self._without_first(method, wanted)

    def _below_unknown(self, method: str, wanted: list[str]) -> tuple[Route, ...]:
        """Routes below a prefix that nobody could read: it may be any path, or none."""
        scored = [
            (score, route)
            for route, parts in self._open
            if len(parts) <= len(wanted)
            and _fits(route.method, method)
            and (score := _score(parts, wanted[len(wanted) - len(parts) :])) >= _STATIC
        ]
        best = max((score for score, _ in scored), default=0)
        return tuple(route for score, route in scored if score == best)

    def _of_names(self, name: str, method: str) -> tuple[Route, ...]:
        found = self.named(name)
        return tuple(route for route in found if _fits(route.method, method)) or found

    def _by_suffix(self, method: str, wanted: list[str]) -> tuple[tuple[Route, ...], bool]:
        """An unknown prefix may be any path, when only one handler ends like this."""
        scored = [
            (score, route)
            for route, parts in self._split
            if len(parts) > len(wanted) >= 1
            and _fits(route.method, method)
            and (score := _score(parts[-len(wanted) :], wanted)) >= _STATIC
        ]
        best = max((score for score, _ in scored), default=0)
        found = [route for score, route in scored if score == best]
        return (tuple(found), False) if len({route.handler for route in found}) == 1 else ((), False)

    def _without_first(self, method: str, wanted: list[str]) -> tuple[tuple[Route, ...], bool]:
        """A tenant or language in front of the path that the routes do not tell."""
        if len(wanted) < 2 or wanted[0] != UNKNOWN:
            return (), False
        rest = wanted[1:]
        found = [
            (score, route)
            for route, parts in self._near(rest)
            if _fits(route.method, method) and (score := _score(parts, rest)) >= _STATIC
        ]
        best = max((score for score, _ in found), default=0)
        return tuple(route for score, route in found if score == best), False


def strip(url: str) -> str | None:
    """The path of a URL: without host, query and fragment; None when nothing of it is known."""
    text = _HOST.sub("", url, count=1)
    text = re.split(r"[?#]", text, maxsplit=1)[0]
    if text.startswith(UNKNOWN):
        rest = text.lstrip(UNKNOWN)
        if not rest:
            return None
        text = rest if rest.startswith("/") else f"/{UNKNOWN}{rest}"
    return "/" + text.lstrip("/")


def segments(path: str) -> list[str]:
    """The parts between slashes; a trailing slash does not count."""
    return [part for part in path.strip("/").split("/") if part]


def takes_rest(route: Route) -> bool:
    """Whether the last parameter of the route takes whatever is left of a path."""
    parts = segments(route.path)
    return bool(parts) and _catches_all(parts[-1])


def is_foreign(url: str) -> bool:
    """Whether the URL names a host in full that is not this machine."""
    host = _HOST.match(url)
    name = host[0].rpartition("/")[2].partition(":")[0] if host else ""
    return "." in name and UNKNOWN not in name and not name.startswith(("127.", "0.0.0.0"))


def joined_name(separator: str, text: str) -> str:
    """A route's name with ``:`` between its parts."""
    return text.replace(".", ":") if separator == "." else text


def _unknown(parts: Sequence[str]) -> bool:
    return bool(parts) and all(part == HOLE for part in parts)


def _score(parts: Sequence[str], wanted: Sequence[str]) -> int:
    total = 0
    if parts and _catches_all(parts[-1]) and len(wanted) >= len(parts):
        parts, wanted = parts[:-1], wanted[: len(parts) - 1]
        total = 1
    if len(parts) != len(wanted):
        return 0
    scores = [_segment(part, given) for part, given in zip(parts, wanted, strict=True)]
    if not all(scores) or _is_far_fetched(scores, wanted):
        return 0
    return total + sum(scores) or _STATIC


def _is_far_fetched(scores: Sequence[int], wanted: Sequence[str]) -> bool:
    """Whether unknown parts stand for the route's words while its parameters take all the known ones."""
    return _UNSURE in scores and _STATIC not in scores and any(UNKNOWN not in given for given in wanted)


def _segment(part: str, given: str) -> int:
    if part == given:
        return _STATIC
    if "{" not in part:
        return _UNSURE if given == UNKNOWN or (UNKNOWN in given and _as_pattern(given).fullmatch(part)) else 0
    if HOLE in part and part != HOLE and part.replace(HOLE, "") == given:
        return _STATIC - 1
    if _PARAMETER.fullmatch(part):
        return _PARAMETER_SCORE + (UNKNOWN in given)
    return _MIXED if _mixed(part).fullmatch(given) or UNKNOWN in given else 0


@lru_cache(maxsize=4096)
def _mixed(part: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _PARAMETER.split(part))))


@lru_cache(maxsize=4096)
def _as_pattern(given: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, given.split(UNKNOWN))))


def _catches_all(part: str) -> bool:
    return part.startswith("{") and part.strip("{}").rpartition(":")[2] in REST


def _fits(route: str, method: str) -> bool:
    return route in ("*", method) or method == "*" or (method == "HEAD" and route == "GET")


def _ordered(routes: list[Route], method: str, path: str, url: str) -> list[Route]:
    """The exact method before any, the same trailing slash before the other.

    Routes of one path may be told by a query parameter: the one that a value in the query names.
    """
    slash = path.endswith("/")
    values = set(re.findall(r"=([^&#]*)", url.partition("?")[2]))
    return sorted(
        routes,
        key=lambda route: (
            route.path.endswith("/") != slash,
            not values.intersection((_last(route.name), _last(route.handler))),
            route.method != method,
            route.path,
            route.handler,
        ),
    )


def _last(name: str) -> str:
    return re.split(r"[.:]", name)[-1]
