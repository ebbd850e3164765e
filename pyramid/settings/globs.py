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
        return f"[{negated}{re.escape(token[1:-1].lstrip('!'))}]".replace(r"\-", "-")
    return re.escape(token)
