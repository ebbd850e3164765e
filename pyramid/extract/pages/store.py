"""Templates and frontend sources, read when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import takewhile
from tokenize import detect_encoding

from pyramid.extract.pages.markup import read_template
from pyramid.model.page import Template

_MAX_FRONTEND_BYTES = 64_000_000
# A form feed or a separator of paragraphs ends no line of source.
_LINE_END = re.compile(r"\r\n|\r|\n")
_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")
_LONGEST = 200  # characters
_SCRIPT = re.compile(r"<script\b[^>]*>(.+?)</script>", re.DOTALL | re.IGNORECASE)
_SHOWN = 3
_MOST_LINES = 40


class SourceLines:
    """Text of source files, read when somebody asks; ``""`` for a line that is not there."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._files: dict[str, list[str]] = {}

    def __call__(self, path: str, line: int, end: int = 0) -> str:
        """The stripped text of one line (1-based), or of all to ``end``, joined as if it were one."""
        if path not in self._files:
            try:
                self._files[path] = _LINE_END.split(_decoded(self._read(path)))
            except OSError:
                self._files[path] = []
        first, *rest = self._files[path][line - 1 : max(line, end)] or [""]
        text = first.strip()
        for more in rest:
            text = _joined(text, more.strip())
        return text if not rest or len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _joined(text: str, more: str) -> str:
    """No space inside brackets that were broken into lines, nor the comma that ended their last line."""
    if more.startswith(_CLOSING):
        return text.removesuffix(",") + more
    return text + more if text.endswith(_OPENING) or more.startswith(".") else f"{text} {more}".strip()


def _decoded(content: bytes) -> str:
    """As the language reads it: by its coding line, UTF-8 without one."""
    try:
        encoding = detect_encoding(BytesIO(content).readline)[0]
        return content.decode(encoding, "replace")
    except (SyntaxError, LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _alike(one: str, other: str) -> int:
    """How many characters two paths share at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class PageStore:
    """Look-up of templates by the name that a rendering call uses, and of frontend text.

    ``read`` gives the bytes of a path; nothing is read before it is asked for.
    """

    def __init__(
        self, templates: Sequence[str], frontend: Sequence[str], read: Callable[[str], bytes]
    ) -> None:
        self._templates = tuple(sorted(templates))
        self._frontend_paths = tuple(sorted(frontend))
        self._read = read
        self._by_tail: dict[str, list[str]] = {}
        for path in self._templates:
            self._by_tail.setdefault(path.rsplit("/", 1)[-1], []).append(path)
        self._parsed: dict[str, Template] = {}
        self._frontend: list[tuple[str, str]] | None = None
        self._owners: dict[str, tuple[tuple[str, int], ...]] = {}
        self._scripts: list[str] | None = None

    def templates(self) -> tuple[str, ...]:
        """The paths of every template file, sorted."""
        return self._templates

    def template(self, name: str, near: str = "") -> Template | None:
        """The template whose path ends with ``name``: the one beside the file that names it (``near``),
        then the shortest path first."""
        candidates = self._by_tail.get(name.rsplit("/", 1)[-1], ())
        fitting = [path for path in candidates if path == name or path.endswith("/" + name.lstrip("./"))]
        if not fitting:
            return None
        return self._parse(min(fitting, key=lambda path: (-_alike(path, near), len(path), path)))

    def frontend_owners(self, text: str) -> tuple[tuple[str, int], ...]:
        """Places of frontend sources that contain the text literally, at most ten."""
        if text not in self._owners:
            found = []
            for path, source in self._frontend_sources():
                place = source.find(text)
                if place >= 0:
                    found.append((path, source.count("\n", 0, place) + 1))
            self._owners[text] = tuple(found[:10])
        return self._owners[text]

    def scripts(self, text: str) -> tuple[str, ...]:
        """The lines of scripts that contain the text literally, each with the two after it."""
        found: list[str] = []
        for source in (*(source for _, source in self._frontend_sources()), *self._inline()):
            if text in source:
                lines = source.splitlines()
                found.extend("\n".join(lines[n : n + _SHOWN]) for n, line in enumerate(lines) if text in line)
        return tuple(found[:_MOST_LINES])

    def _inline(self) -> list[str]:
        """The scripts that stand in templates."""
        if self._scripts is None:
            sources = (self._text(path) for path in self._templates)
            self._scripts = [script for source in sources for script in _SCRIPT.findall(source)]
        return self._scripts

    def _parse(self, path: str) -> Template:
        if path not in self._parsed:
            self._parsed[path] = read_template(path, self._text(path))
        return self._parsed[path]

    def _frontend_sources(self) -> list[tuple[str, str]]:
        if self._frontend is None:
            self._frontend, total = [], 0
            for path in self._frontend_paths:
                source = self._text(path)
                total += len(source)
                if total > _MAX_FRONTEND_BYTES:
                    break
                self._frontend.append((path, source))
        return self._frontend

    def _text(self, path: str) -> str:
        try:
            return self._read(path).decode("utf-8", "replace")
        except OSError:
            return ""
