"""Templates and frontend sources, read when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyramid.extract.pages.markup import read_template
from pyramid.model.page import Template

_MAX_FRONTEND_BYTES = 64_000_000


class SourceLines:
    """Lines of source files, read when somebody asks; ``""`` for a line that is not there."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._files: dict[str, list[str]] = {}

    def __call__(self, path: str, line: int) -> str:
        """The stripped text of one line (1-based)."""
        if path not in self._files:
            try:
                self._files[path] = self._read(path).decode("utf-8", "replace").splitlines()
            except OSError:
                self._files[path] = []
        lines = self._files[path]
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""


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

    def templates(self) -> tuple[str, ...]:
        """The paths of every template file, sorted."""
        return self._templates

    def template(self, name: str) -> Template | None:
        """The template whose path ends with ``name``, the shortest path first."""
        candidates = self._by_tail.get(name.rsplit("/", 1)[-1], ())
        fitting = [path for path in candidates if path == name or path.endswith("/" + name.lstrip("./"))]
        return self._parse(min(fitting, key=lambda path: (len(path), path))) if fitting else None

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
