"""URL patterns of every style, as one: ``/items/{id}``."""

from __future__ import annotations

import re

UNKNOWN = "\0"
#: A part of a route's path that nobody could read.
HOLE = "{}"
_ANGLE = re.compile(r"<(?:[^<>:]*(?:\([^()]*\))?:)?(\w+)>")
_BRACE = re.compile(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}")
#: Parameters that take the rest of the path: their names, or else their types.
REST = frozenset({"path", "rest", "full_path", "subpath"})
_GREEDY = re.compile(
    r"<(?:path|(?:re:)?\.[*+]):(\w+)>|<(\w+):(?:path|(?:re:)?\.[*+])>|\{(\w+):(?:path|\.[*+])\}|/\*(\w+)$"
)
_REVERSED = re.compile(r"<(\w+):(?:[^<>]|\(\?<?[!=])*>")
_ENDLESS = re.compile(r"\.[*+]\??\)?(?:/\?)?(?:\$|\\Z)?$")
_LAST = re.compile(r"\{(\w+)\}(?=/?$)")
_CLASS = re.compile(r"\[\^?(?:\\.|[^\]])*\]")
_TYPED = re.compile(r"\{(?:int|str|slug|uuid|path|float):(\w+)\}")
_STAR = re.compile(r"/\*(\w+)$")
_COLON = re.compile(r"(?<=/):(\w+)")
_OUTSIDE = re.compile(r"[\\^$()\[\]|?*+]")


def normal(path: str, style: str = "") -> str:
    """One path with ``{name}`` for each parameter, ``{name:path}`` for one that takes the rest.

    ``style`` says how it is written: ``regex`` a regular expression, ``name-first`` with
    ``<name:type>``, ``prefix`` whatever begins so.
    """
    if style == "regex":
        return _from_regex(path)
    if style == "prefix":
        return joined(normal(path), "{path}")
    path = _GREEDY.sub(_rest, path)
    if style == "name-first":
        path = _REVERSED.sub(r"{\1}", path)
    path = _ANGLE.sub(r"{\1}", path)
    path = _TYPED.sub(r"{\1}", path)
    path = _BRACE.sub(_named, path)
    return _COLON.sub(r"{\1}", _STAR.sub(r"/{\1}", path))


def _rest(found: re.Match[str]) -> str:
    name = next(filter(None, found.groups()))
    lead = "/" if found[0].startswith("/") else ""
    return f"{lead}{{{name}}}" if name in REST else f"{lead}{{{name}:path}}"


def _named(found: re.Match[str]) -> str:
    return found[0] if found[0].endswith(":path}") else f"{{{found[1]}}}"


def joined(prefix: str, path: str) -> str:
    """Prefix and path with one slash in front, one between, and none doubled."""
    text = f"{prefix}/{path}" if prefix and path and not path.startswith("/") else prefix + path
    return "/" + re.sub(r"/{2,}", "/", text).lstrip("/")


def _from_regex(pattern: str) -> str:
    """A readable path from a regular expression: groups become parameters."""
    text, out, index = pattern, [], 0
    unnamed = 0
    spans = False
    while index < len(text):
        letter = text[index]
        if letter == "\\" and index + 1 < len(text):
            following = text[index + 1]
            if following not in "AZzbB":
                out.append("{value}" if following in "dwWDsS" else following)
            index += 2
        elif letter == "(":
            end = _closing(text, index)
            group = text[index + 1 : end]
            named = re.match(r"\?P<(\w+)>", group)
            spans = (named is not None or group[:1] != "?") and "/" in _CLASS.sub("", group)
            if spans and text[index - 1 : index] != "/":
                out.append("/")
            if named:
                out.append(f"{{{named[1]}}}")
            elif group.startswith("?:"):
                out.append(_choice(group[2:]) if text[end + 1 : end + 2] not in ("?", "*") else "")
            elif not group.startswith("?"):
                unnamed += 1
                out.append(f"{{value{unnamed}}}")
            index = end + 1
        elif letter == "[":
            index = text.find("]", index + 2) + 1 or len(text)
            out.append("{value}")
        else:
            if letter == "?" and out and text[index - 1] not in ")]":
                out.pop()
            elif letter not in "^$*+?":
                out.append(
                    "{value}" if letter == "." and text[index + 1 : index + 2] in ("*", "+") else letter
                )
            index += 1
    path = re.sub(r"(\{value\})+", "{value}", "".join(out))
    return _LAST.sub(_rest_of_regex, path) if spans or _ENDLESS.search(pattern) else path


def _rest_of_regex(found: re.Match[str]) -> str:
    return found[0] if found[1] in REST else f"{{{found[1]}:path}}"


def _choice(group: str) -> str:
    return "{value}" if "|" in group else _from_regex(group)


def _closing(text: str, start: int) -> int:
    depth, index = 0, start
    while index < len(text):
        if text[index] == "\\":
            index += 2
            continue
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
        index += 1
    return len(text) - 1
