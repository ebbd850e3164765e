"""Which file of the frontend draws the page at an address, by route tables and by where files lie."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyramid.model.facts import Expression, FileFacts
from pyramid.model.program import Program
from pyramid.provenance.bodies import expressions, inside

_BACKEND = "python"
_PATH = "path"
#: What a route's entry draws.
_DRAWING = frozenset(
    {"component", "element", "render", "children", "Component", "lazy", "components", "view"}
)
#: Files that are pages by their name, and folders whose files are pages.
_PAGE_FILES = frozenset({"page", "+page"})
_PAGE_FOLDERS = frozenset({"pages", "routes", "app"})
_GROUP = re.compile(r"^\(.*\)$|^_")
_VARIABLE = re.compile(r"^[:$*{\[]|\*|\{\}|\0")
_DRAWN = (".tsx", ".jsx", ".vue", ".svelte")
_MAX_CLOSURE = 400
_HOST = re.compile(r"^[a-z]+://[^/]*")


@dataclass(frozen=True, slots=True)
class View:
    """A page of the frontend: its address in parts, its file, and the functions that draw it."""

    parts: tuple[str, ...]
    path: str
    scopes: tuple[str, ...]


class Views:
    """The pages of a frontend, ``support`` (test code) left out; read when asked."""

    def __init__(self, program: Program, support: frozenset[str]) -> None:
        self._program, self._support = program, support
        self._all: list[View] | None = None
        self._found: dict[str, View | None] = {}
        self._closures: dict[str, frozenset[str]] = {}
        self._modules: dict[str, str] = {}

    def at(self, url: str) -> View | None:
        """The page at an address: the one with most parts in common, None when there is none."""
        if url not in self._found:
            wanted = _parts(_HOST.sub("", url).partition("?")[0].partition("#")[0])
            fitting = [
                (likeness, view) for view in self._read() if (likeness := _likeness(view.parts, wanted)) >= 0
            ]
            best = max(fitting, key=lambda each: each[0], default=None)
            self._found[url] = best[1] if best is not None else None
        return self._found[url]

    def any(self) -> bool:
        """Whether there are pages that components draw."""
        return any(view.path.endswith(_DRAWN) and view.scopes for view in self._read())

    def closure(self, path: str) -> frozenset[str]:
        """A file and what it imports, directly and further on, test code left out."""
        if path not in self._closures:
            if not self._modules:
                self._modules = {self._program.module(each): each for each in self._program.paths()}
            seen, todo = {path}, [path]
            while todo and len(seen) < _MAX_CLOSURE:
                for dotted in self._program.imports(todo.pop(0)):
                    symbol = self._program.symbols().get(dotted)
                    found = symbol.path if symbol else self._modules.get(dotted)
                    if found is not None and found not in seen and found not in self._support:
                        seen.add(found)
                        todo.append(found)
            self._closures[path] = frozenset(seen)
        return self._closures[path]

    def _read(self) -> list[View]:
        if self._all is None:
            self._all = []
            for path in self._program.paths():
                facts = self._program.facts(path)
                if facts.language != _BACKEND and path not in self._support:
                    self._all.extend(self._declared(facts))
                    self._all.extend(self._by_place(path))
        return self._all

    def _declared(self, facts: FileFacts) -> Iterator[View]:
        for index, definition in enumerate(facts.definitions):
            scope = self._program.symbol_at(facts.path, index).name
            for each in expressions(definition):
                address, drawing = _route(each)
                if address is not None and drawing:
                    scopes = (name for part in drawing for name in self._functions(part, facts.path, scope))
                    yield View(_parts(address), facts.path, tuple(dict.fromkeys(scopes)))

    def _functions(self, expression: Expression, path: str, scope: str) -> Iterator[str]:
        for part in inside(expression):
            if part.kind == "function":
                yield self._program.symbol_at(path, int(part.text)).name
            elif part.kind in ("name", "attribute"):
                for value in self._program.values(scope, part):
                    if value.kind in ("function", "class") and value.name in self._program.symbols():
                        yield value.name

    def _by_place(self, path: str) -> Iterator[View]:
        folder, file = posixpath.split(path)
        folders, name = folder.split("/"), file.partition(".")[0]
        home = next((n for n in range(len(folders) - 1, -1, -1) if folders[n] in _PAGE_FOLDERS), None)
        if home is None:
            return
        parts = [part for part in folders[home + 1 :] if not _GROUP.match(part)]
        if name not in _PAGE_FILES:
            if folders[home] != "pages":
                return
            parts += [] if name == "index" else [name]
        scopes = [
            self._program.symbol_at(path, index).name
            for index, definition in enumerate(self._program.facts(path).definitions)
            if definition.parent <= 0
        ]
        yield View(tuple(parts), path, tuple(scopes))


def _route(each: Expression) -> tuple[str | None, list[Expression]]:
    """The address and what is drawn there, of an entry of a route table; None for anything else."""
    given: Iterable[tuple[str, Expression]] = ()
    if each.kind == "dict":
        given = [
            (key.text, value) for key, value in zip(each.operands[::2], each.operands[1::2], strict=False)
        ]
    elif each.kind == "call" and each.keywords:
        given = list(zip(each.keywords, each.operands[1:], strict=False))
    elif each.kind == "call" and each.operands[0].kind == "call" and len(each.operands) == 2:
        inner = each.operands[0]  # ``create("/address")({component: Page})``
        if (
            len(inner.operands) == 2
            and inner.operands[1].kind == "string"
            and each.operands[1].kind == "dict"
        ):
            return inner.operands[1].text, [value for value in each.operands[1].operands[1::2]]
    address = next((value.text for key, value in given if key == _PATH and value.kind == "string"), None)
    return address, [value for key, value in given if key in _DRAWING]


def _parts(address: str) -> tuple[str, ...]:
    return tuple(part for part in address.strip("/").split("/") if part and not _GROUP.match(part))


def _likeness(pattern: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """How many parts are literally the same, -1 when the pattern is not of that address."""
    if len(pattern) != len(wanted):
        return -1
    same = 0
    for known, part in zip(pattern, wanted, strict=True):
        if known == part:
            same += 2
        elif not _VARIABLE.search(known) and not _VARIABLE.search(part):
            return -1
        elif not _VARIABLE.search(known):
            same -= 1
    return max(same, 0)
