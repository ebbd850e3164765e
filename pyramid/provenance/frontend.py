"""What frontend code says: its texts, why it says them, and the requests of the part that does.

A text in a check of a validation is decided by that check; one in a notice follows the answer of
the request that the same component makes; one in markup is simply there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyramid.model.facts import Definition, Expression, FileFacts
from pyramid.model.meaning import Route
from pyramid.model.program import CallGraph, Program
from pyramid.provenance.bodies import expressions, statements
from pyramid.provenance.selectors import fits
from pyramid.provenance.views import Views

_BACKEND = "python"
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{\w+\}|%\(\w+\)s")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_VALIDATING = frozenset(
    ["min", "max", "email", "refine", "regex", "required", "matches", "nonempty", "validate", "validator",
     "validators", "validation", "rules", "schema", "pattern", "length", "invalid"]
)  # fmt: skip
_NOTIFYING = frozenset(["toast", "notify", "notification", "notifications", "snackbar", "notice", "flash"])
_FAILING = frozenset(["error", "errors", "fail", "failure", "catch", "warning", "danger"])
_VOICES = frozenset(["message", "messages", "alert", "alerts"])
_TONES = frozenset(["success", "error", "info", "warning", "warn", "show", "open"])
_MOST_HANDLERS = 6
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST = 400
_TELLING = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A text of frontend code.  ``why`` is ``validation``, ``success``, ``failure`` or ``markup``."""

    text: str
    path: str
    line: int
    scope: str
    why: str


class Frontend:
    """An index of the texts in frontend code, ``support`` (test code) left out; built when asked."""

    def __init__(
        self, program: Program, graph: CallGraph, support: frozenset[str], routes: Iterable[Route]
    ) -> None:
        self._program, self._graph, self._support = program, graph, support
        self._views = Views(program, support)
        self._methods: dict[str, set[str]] = {}
        for route in routes:
            self._methods.setdefault(route.handler, set()).add(route.method)
        self._exact: dict[str, list[Said]] | None = None
        self._patterns: list[Said] = []
        self._found: dict[str, tuple[Said, ...]] = {}
        self._referred: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, tuple[str, ...]] = {}

    def says(self, text: str) -> tuple[Said, ...]:
        """The places that say a text, whatever its case and spaces; exactly, else as a part."""
        plain = _plain(text)
        if plain not in self._found:
            self._found[plain] = self._search(plain)
        return self._found[plain]

    def _search(self, plain: str) -> tuple[Said, ...]:
        if len(plain.replace("\0", "").strip()) < 3:
            return ()
        table = self._index()
        if plain in table:
            return tuple(table[plain])
        if "\0" in plain:
            return tuple(said for said in self._patterns if said.text == plain or fits(said.text, plain))
        parts = (
            said for whole, found in table.items() if len(plain) > 5 and plain in whole for said in found
        )
        return (*parts, *(said for said in self._patterns if _fits(said.text, plain)))

    def requests_of(self, said: Said) -> tuple[str, ...]:
        """The handlers that the component around a text asks, sorted; none if many."""
        asked = self.asked_by(said.scope)
        return asked if len(asked) <= _MOST_HANDLERS else ()

    def asked_by(self, scope: str) -> tuple[str, ...]:
        """The handlers that the component around a function asks, sorted."""
        if scope not in self._asked:
            self._asked[scope] = self._requests(scope)
        return self._asked[scope]

    def has_pages(self) -> bool:
        """Whether the frontend says itself which of its files are pages."""
        return self._views.any()

    def files_at(self, url: str) -> frozenset[str]:
        """The file that draws the page at an address, where a table or its place tells."""
        view = self._views.at(url)
        return frozenset() if view is None else frozenset({view.path})

    def within(self, url: str) -> frozenset[str]:
        """The files that draw the page at an address, with all that they import."""
        view = self._views.at(url) if url else None
        if view is None:
            return frozenset()
        symbols = self._program.symbols()
        paths = {view.path} | {symbols[name].path for name in view.scopes if name in symbols}
        # A table of routes imports every page.
        starts = paths - {view.path} or paths
        return frozenset(paths).union(*(self._views.closure(path) for path in starts))

    def asked_at(self, url: str) -> tuple[str, ...]:
        """The handlers that the page at an address asks, sorted."""
        view = self._views.at(url) if url else None
        return tuple(sorted({h for name in view.scopes for h in self._reached(name)})) if view else ()

    def referred_to(self, path: str) -> tuple[str, ...]:
        """The handlers that are asked by what a file names without calling it there, sorted."""
        if path not in self._referred:
            named = {
                value.name
                for index, definition in enumerate(self._program.facts(path).definitions)
                for each in expressions(definition)
                if each.kind == "attribute"
                for value in self._program.values(self._program.symbol_at(path, index).name, each)
                if value.kind == "function"
            }
            self._referred[path] = tuple(sorted({h for name in named for h in self._reached(name)}))
        return self._referred[path]

    def reads(self, handler: str) -> bool:
        """Whether a handler only answers questions."""
        return not self._methods[handler] - _READING

    def taken_by(self, label: str, focus: frozenset[str]) -> tuple[str, ...]:
        """The handlers that may store what is typed into the field that a label, name or test id means,
        those of the files in ``focus`` only, where they say it."""
        says = self.says(label)
        says = tuple(said for said in says if said.path in focus) or says
        found = (handler for said in says[:3] for handler in self.requests_of(said))
        return tuple(dict.fromkeys(h for h in found if self._methods[h] - _READING))

    def _requests(self, start: str) -> tuple[str, ...]:
        beside = {h for name in self._beside(start) for h in self._reached(name)}
        if beside:
            return tuple(sorted(beside))
        for scope in self._around(start):
            family = (scope, *self._inner(scope))
            asked = {h for name in family for h in self._reached(name)}
            if asked:
                return tuple(sorted(asked))
        return ()

    def _reached(self, name: str) -> Iterator[str]:
        return (handler for handler in self._graph.reached_from(name) if handler in self._methods)

    def _beside(self, scope: str) -> Iterator[str]:
        """The functions that are handed over together with this one: what to ask, beside what to do then."""
        symbols = self._program.symbols()
        if scope not in symbols or symbols[scope].kind == "module":
            return
        path, definition = symbols[scope].path, self._program.definition(scope)
        around = self._program.symbol_at(path, definition.parent).name
        own = (str(symbols[scope].index), definition.name)
        calls = [
            each
            for each in expressions(self._program.definition(around))
            if each.kind == "call" and any(_is_own(part, own) for part in _handed(each))
        ]
        for part in _handed(calls[-1]) if calls else ():
            if part.kind == "function" and part.text != own[0]:
                yield self._program.symbol_at(path, int(part.text)).name
            elif part.kind in ("name", "attribute"):
                values = self._program.values(around, part)
                yield from (
                    value.name for value in values if value.kind == "function" and value.name != scope
                )

    def _around(self, scope: str) -> Iterator[str]:
        """The function of a text and those around it, without the module."""
        symbols = self._program.symbols()
        while scope in symbols and symbols[scope].kind != "module":
            yield scope
            parent = self._program.definition(scope).parent
            scope = self._program.symbol_at(symbols[scope].path, parent).name

    def _inner(self, scope: str) -> Iterator[str]:
        symbols = self._program.symbols()
        path = symbols[scope].path
        for index in range(len(self._program.facts(path).definitions)):
            name = self._program.symbol_at(path, index).name
            if name.startswith(f"{scope}."):
                yield name

    def _index(self) -> dict[str, list[Said]]:
        if self._exact is None:
            self._exact = {}
            for path in self._program.paths():
                facts = self._program.facts(path)
                if facts.language == _BACKEND or path in self._support:
                    continue
                for said in _Reader(self._program, facts).said():
                    if "\0" in said.text:
                        self._patterns.append(said)
                    else:
                        self._exact.setdefault(said.text, []).append(said)
        return self._exact


class _Reader:
    """Reads one file: each string with the words around it."""

    def __init__(self, program: Program, facts: FileFacts) -> None:
        self._program, self._facts = program, facts
        self._around: dict[int, frozenset[str]] = {}

    def said(self) -> Iterator[Said]:
        for index, definition in enumerate(self._facts.definitions):
            words = self._around.get(index, frozenset())
            if definition.name and definition.kind == "function":
                words |= _words(definition.name)
            yield from self._of(definition, words, self._program.symbol_at(self._facts.path, index).name)

    def _of(self, definition: Definition, words: frozenset[str], scope: str) -> Iterator[Said]:
        handed = _handed_names(definition)
        for statement in statements(definition):
            more = words | ({"catch"} if statement.kind == "except" else frozenset())
            for target in statement.targets:
                more |= handed.get(target.text, frozenset()) if target.kind == "name" else frozenset()
            named = [_words(each.text) for each in statement.targets if each.kind == "name"]
            for root in (statement.value, *(p.default for p in definition.parameters)):
                if root is not None:
                    yield from self._in(root, more.union(*named), scope)

    def _in(self, expression: Expression, words: frozenset[str], scope: str) -> Iterator[Said]:
        todo = [(expression, words)]
        while todo:
            each, around = todo.pop()
            if each.kind in ("string", "format"):
                text = _plain(_text(each))
                if 3 <= len(text) <= _LONGEST:
                    yield Said(text, self._facts.path, each.line, scope, _why(around))
            if each.kind == "function":
                self._around[int(each.text)] = around
            elif each.kind == "call":
                todo.append((each.operands[0], around))
                named = each.keywords or ("",) * (len(each.operands) - 1)
                inner = around | _words(each.text) | _owner(each.operands[0])
                todo.extend(
                    (given, inner | _words(name))
                    for given, name in zip(each.operands[1:], named, strict=False)
                )
            elif each.kind == "dict":
                pairs = zip(each.operands[::2], each.operands[1::2], strict=False)
                todo.extend((value, around | _words(key.text)) for key, value in pairs)
            elif each.kind != "string":
                todo.extend((part, around) for part in each.operands)


def _handed_names(definition: Definition) -> dict[str, frozenset[str]]:
    """For each variable that a body hands to a call: the words of what is called."""
    found: dict[str, frozenset[str]] = {}
    for each in expressions(definition):
        if each.kind == "call":
            said = _words(each.text) | _owner(each.operands[0])
            for given in each.operands[1:]:
                if given.kind == "name":
                    found[given.text] = found.get(given.text, frozenset()) | said
    return found


def _handed(call: Expression) -> Iterator[Expression]:
    """What is handed over by name in the options of a call."""
    for given in call.operands[1:]:
        if given.kind == "dict":
            yield from given.operands[1::2]


def _is_own(part: Expression, own: tuple[str, str]) -> bool:
    return (part.kind == "function" and part.text == own[0]) or (
        part.kind == "name" and part.text == own[1] != ""
    )


def _why(words: frozenset[str]) -> str:
    if words & _NOTIFYING:
        return "failure" if words & _FAILING else "success"
    return "validation" if words & _VALIDATING else "markup"


def _owner(callee: Expression) -> frozenset[str]:
    """The words of what a method is called on: ``notice.success(text)``."""
    if callee.kind != "attribute" or callee.operands[0].kind != "name":
        return frozenset()
    words = _words(callee.operands[0].text)
    return words | ({"notice"} if words & _VOICES and callee.text.lower() in _TONES else frozenset())


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def _text(expression: Expression) -> str:
    if expression.kind == "string":
        return _PLACEHOLDER.sub("\0", expression.text)
    return "".join(part.text if part.kind == "string" else "\0" for part in expression.operands)


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _fits(pattern: str, text: str) -> bool:
    parts: Sequence[str] = pattern.split("\0")
    fixed = sum(len(part.strip()) for part in parts)
    if fixed < 5 or (fixed < _TELLING and 2 * fixed < len(text)):
        return False
    return re.fullmatch(".+".join(map(re.escape, parts)), text) is not None
