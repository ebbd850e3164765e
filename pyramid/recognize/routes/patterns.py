"""Regular expressions of URLs as readable paths: groups become parameters."""

from __future__ import annotations

import re

#: Parameters that take the rest of the path: their names, or else their types.
REST = frozenset({"path", "rest", "full_path", "subpath"})
_ENDLESS = re.compile(r"\.[*+]\??\)?(?:/\?)?(?:\$|\\Z)?$")
_LAST = re.compile(r"\{(\w+)\}(?=/?$)")
_MIDDLE = re.compile(r":path\}(?=/?[^/])")
_CLASS = re.compile(r"\[\^?(?:\\.|[^\]])*\]")
_WORDS = re.compile(r"/\w")
_NAMED = re.compile(r"\?P<(\w+)>")
_VALUE = "{value}"


def from_pattern(pattern: str) -> str:
    """A path with ``{name}`` for each group, ``{name:path}`` for one at the end that spans segments."""
    reader = _Reader(pattern)
    path = re.sub(r"(\{value\})+", _VALUE, reader.read())
    if reader.spans or _ENDLESS.search(pattern):
        path = _LAST.sub(_rest, path)
    return _MIDDLE.sub("}", path)


class _Reader:
    """Walks one pattern; ``spans`` says whether the last group may take several segments."""

    def __init__(self, pattern: str) -> None:
        self._text, self._out = pattern, list[str]()
        self._unnamed = 0
        self.spans = False

    def read(self) -> str:
        """The path."""
        index = 0
        while index < len(self._text):
            letter = self._text[index]
            if letter == "\\" and index + 1 < len(self._text):
                self._escape(self._text[index + 1])
                index += 2
            elif letter == "(":
                index = self._group(index)
            elif letter == "[":
                index = self._text.find("]", index + 2) + 1 or len(self._text)
                self._out.append(_VALUE)
            else:
                self._letter(letter, index)
                index += 1
        return "".join(self._out)

    def _escape(self, letter: str) -> None:
        if letter not in "AZzbB":
            self._out.append(_VALUE if letter in "dwWDsS" else letter)

    def _letter(self, letter: str, index: int) -> None:
        if letter == "?" and self._out and self._text[index - 1] not in ")]":
            self._out.pop()
        elif letter not in "^$*+?":
            endless = letter == "." and self._text[index + 1 : index + 2] in ("*", "+")
            self._out.append(_VALUE if endless else letter)

    def _group(self, start: int) -> int:
        """Reads a group; the index behind it."""
        end = _closing(self._text, start)
        group, following = self._text[start + 1 : end], self._text[end + 1 : end + 2]
        named = _NAMED.match(group)
        self.spans = (named is not None or group[:1] != "?") and "/" in _CLASS.sub("", group)
        if self.spans and self._text[start - 1 : start] != "/":
            self._out.append("/")
        if self.spans and not named and _is_plain(group, following):
            self._out.append(from_pattern(group).lstrip("/"))
            self.spans = False
        elif named:
            self._out.append(f"{{{named[1]}}}")
        elif group.startswith("?:"):
            self._out.append(_choice(group[2:]) if following not in ("?", "*") else "")
        elif not group.startswith("?"):
            self._unnamed += 1
            self._out.append(f"{{value{self._unnamed}}}")
        return end + 1


def _rest(found: re.Match[str]) -> str:
    return found[0] if found[1] in REST else f"{{{found[1]}:path}}"


def _is_plain(group: str, following: str) -> bool:
    """Whether a group only keeps a part of the path: it has words of its own, and stands there once."""
    return "|" not in group and following not in ("?", "*", "+") and bool(_WORDS.search(group))


def _choice(group: str) -> str:
    return _VALUE if "|" in group else from_pattern(group)


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
