"""File patterns as in `.gitignore`, for settings that name files."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"(?:/\*\*)+/|^(?:\*\*/)+|(?:/\*\*)+$|\*+|\?|\[!?[^]/]+\]|.", re.DOTALL)


def matches(pattern: str, path: str) -> bool:
    """Does the POSIX path, or a folder it lies in, match the pattern?

    A pattern with a slash before its end counts from the root on, another one at any depth.
    """
    return _compiled(pattern).match(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = "".join(_translate(token) for token in _TOKEN.findall(pattern.strip("/")))
    start = "" if anchored else "(?:.*/)?"
    end = "/.*" if pattern.endswith("/") else "(?:/.*)?"
    return re.compile(f"{start}{body}{end}\\Z", re.DOTALL)


def _translate(token: str) -> str:
    if token.startswith("**/"):
        return "(?:.*/)?"
    if token.startswith("/**"):
        return "/(?:.*/)?" if token.endswith("/") else "/.*"
    if token.startswith("*"):
        return "[^/]*"
    if token == "?":
        return "[^/]"
    if len(token) > 1:
        negated = "^" if token[1] == "!" else ""
        characters = f"[{negated}{re.escape(token[1:-1].lstrip('!'))}]".replace(r"\-", "-")
        return characters if _is_set(characters) else re.escape(token)
    return re.escape(token)


def _is_set(characters: str) -> bool:
    """A range may go backwards, or nothing be named: then the brackets stand for themselves."""
    try:
        re.compile(characters)
    except re.error:
        return False
    return True
