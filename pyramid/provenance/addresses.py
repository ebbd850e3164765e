"""The routes of an application, looked up by address, by name and by handler."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyramid.model.meaning import Route

_UNKNOWN = ("\0", "{}")
_MOST_ALIKE = 3
_MIN_LETTERS = 4
_QUOTED = re.compile(r"""["']([^"']+)["']""")


class Addresses:
    """Which handlers an address, a name or a template's link means."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._by_handler: dict[str, Route] = {route.handler: route for route in self.routes}
        self._by_name: dict[str, list[Route]] = {}
        for route in self.routes:
            for name in {route.name, route.handler.rpartition(".")[2]} - {""}:
                self._by_name.setdefault(_last(name), []).append(route)

    def route(self, handler: str) -> Route | None:
        """The route that a handler answers."""
        return self._by_handler.get(handler)

    def landing(self, url: str) -> tuple[str, ...]:
        """Handlers of the page at an address whose host may be unknown; the most literal route first."""
        path = _path_of(url)
        if path is None:
            return ()
        pages = [route for route in self.routes if route.method in ("GET", "*")]
        fitting = [route for route in pages if _same_shape(route.path, path)]
        if not fitting and url.startswith(_UNKNOWN):
            fitting = [route for route in pages if _ends_alike(route.path, path)]
            fitting = fitting if len(fitting) <= _MOST_ALIKE else []
        fitting.sort(key=lambda route: (route.path.count("{"), route.path, route.handler))
        fewest = fitting[0].path.count("{") if fitting else 0
        return tuple(dict.fromkeys(r.handler for r in fitting if r.path.count("{") == fewest))[:3]

    def targets(self, value: str, outputs: tuple[str, ...], method: str) -> tuple[str, ...]:
        """The handlers behind a link: its printed parts name a route, or it is a path."""
        named = [r for output in outputs for text in _QUOTED.findall(output) for r in self.named(text)]
        if not named and value.startswith("/"):
            named = [route for route in self.routes if _same_shape(route.path, value)]
        right = [route.handler for route in named if route.method in (method, "*")]
        return tuple(dict.fromkeys(right or [route.handler for route in named]))

    def at_same_path(self, handler: str, method: str) -> tuple[str, ...]:
        """The handlers of the address that a handler answers, by method."""
        own = self.route(handler)
        if own is None:
            return ()
        return tuple(r.handler for r in self.routes if r.path == own.path and r.method in (method, "*"))

    def same_page(self, handler: str) -> list[Route]:
        """Every route of the addresses that a handler answers."""
        own = {route.path for route in self.routes if route.handler == handler}
        return [route for route in self.routes if route.path in own]

    def named(self, text: str) -> list[Route]:
        """The routes that a text names: in full, or by the last part of the name."""
        found = self._by_name.get(_last(text), []) if text and " " not in text else []
        prefix = re.split(r"[.:]", text)[:-1]
        exact = [route for route in found if route.name == text]
        if exact or not prefix:
            return exact or [route for route in found if _last(route.name or route.handler) == text]
        wanted = prefix[-1]
        return [
            route
            for route in found
            if not wanted or wanted in re.split(r"[.:]", f"{route.name}.{route.handler}")
        ]


def _last(name: str) -> str:
    return re.split(r"[.:]", name)[-1]


def _path_of(url: str) -> str | None:
    """The path of an address; of a pattern that starts with an unknown host, what follows it."""
    url = url.replace("{}", "\0")
    unknown = url.startswith(_UNKNOWN)
    for lead in ("**", "*", "^", "\0"):
        url = url.removeprefix(lead)
    if unknown and url[:1].isalnum() and "://" not in url:
        url = f"/{url}"  # the base address ends with a slash
    url = re.sub(r"^[a-z]+://[^/]*", "", url).partition("?")[0].partition("#")[0].rstrip("$*")
    return url if url.startswith("/") else None


def _ends_alike(pattern: str, url: str) -> bool:
    """Whether the end of a route's path is literally what follows an unknown beginning."""
    parts = url.strip("/").split("/")
    tail = pattern.strip("/").split("/")[-len(parts) :]
    return tail == parts and any(len(part) >= _MIN_LETTERS and "\0" not in part for part in parts)


def _same_shape(pattern: str, url: str) -> bool:
    one, other = pattern.strip("/").split("/"), url.partition("?")[0].strip("/").split("/")
    return len(one) == len(other) and all(
        a == b or a.startswith("{") or "\0" in b for a, b in zip(one, other, strict=True)
    )
