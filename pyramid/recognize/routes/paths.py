"""URL patterns of every style, as one: ``/items/{id}``."""

from __future__ import annotations

import re

from pyramid.recognize.routes.patterns import REST, from_pattern

UNKNOWN = "\0"
#: A part of a route's path that nobody could read.
HOLE = "{}"
_ANGLE = re.compile(r"<(?:[^<>:]*(?:\([^()]*\))?:)?(\w+)>")
_BRACE = re.compile(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}")
_GREEDY = re.compile(
    r"<(?:path|(?:re:)?\.[*+]):(\w+)>|<(\w+):(?:path|(?:re:)?\.[*+])>|\{(\w+):(?:path|\.[*+])\}|/\*(\w+)$"
)
_REVERSED = re.compile(r"<(\w+):(?:[^<>]|\(\?<?[!=])*>")
_TYPED = re.compile(r"\{(?:int|str|slug|uuid|path|float):(\w+)\}")
_STAR = re.compile(r"/\*(\w+)$")
_COLON = re.compile(r"(?<=/):(\w+)")


def normal(path: str, style: str = "") -> str:
    """One path with ``{name}`` for each parameter, ``{name:path}`` for one that takes the rest.

    ``style`` says how it is written: ``regex`` a regular expression, ``name-first`` with
    ``<name:type>``, ``prefix`` whatever begins so.
    """
    if style == "regex":
        return from_pattern(path)
    if style == "prefix":
        return joined(normal(path), "{path}")
    path = _GREEDY.sub(_rest, path)
    if style == "name-first":
        path = _REVERSED.sub(r"{\1}", path)
    path = _ANGLE.sub(r"{\1}", path)
    path = _TYPED.sub(r"{\1}", path)
    path = _BRACE.sub(_named, path)
    return _COLON.sub(r"{\1}", _STAR.sub(r"/{\1}", path))


def joined(prefix: str, path: str) -> str:
    """Prefix and path with one slash in front, one between, and none doubled."""
    text = f"{prefix}/{path}" if prefix and path and not path.startswith("/") else prefix + path
    return "/" + re.sub(r"/{2,}", "/", text).lstrip("/")


def _rest(found: re.Match[str]) -> str:
    name = next(filter(None, found.groups()))
    lead = "/" if found[0].startswith("/") else ""
    return f"{lead}{{{name}}}" if name in REST else f"{lead}{{{name}:path}}"


def _named(found: re.Match[str]) -> str:
    greedy = found[0].endswith(":path}") and not found.string[found.end() :].strip("/")
    return found[0] if greedy else f"{{{found[1]}}}"
