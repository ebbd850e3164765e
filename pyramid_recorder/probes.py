"""The back-end for interpreters without ``sys.monitoring``: probes, set when a module is imported.

A probe is the first statement of a function, ``number in current() or seen(number)``; it stands on
the line of the function's first real statement, so that tracebacks and other tools see no
difference.  Library modules are left as they are, except for the functions that requests enter by.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any, NamedTuple

from pyramid_recorder.agent import Agent
from pyramid_recorder.entries import OWN, Entry, Receiver, entry_by_names, own_entry
from pyramid_recorder.labels import CURRENT, NOBODY
from pyramid_recorder.sources import Source, standard_library

_CURRENT, _SEEN, _RECEIVE = (f"__pyramid_recorder_{name}__" for name in ("current", "seen", "receive"))
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
#: What the source of a module with an entry holds; few others do.
_ENTRY = re.compile(rb"\bstart_response\b|\bscope\b[^()]{0,200}\breceive\b[^()]{0,200}\bsend\b")


class _Place(NamedTuple):
    """What a probe's number stands for; ``name`` is "" for a line.  What a body of a module or class
    does, it does for whoever imports it: ``is_nobodys``."""

    source: Source
    line: int
    name: str
    is_nobodys: bool = False


class Probes:
    """Compiles modules with probes in them."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._places: list[_Place] = []
        self._library = standard_library()

    def compile(self, loader: SourceFileLoader, module: str) -> CodeType | None:
        """The module's code with probes, None when it needs none."""
        path = loader.get_filename(module)
        source = self._agent.sources.find(path)
        if source is None and path.startswith(self._library) and "site-packages" not in path:
            return None
        text = loader.get_data(path)
        if source is None and not _has_entries(path, text):
            return None
        code = loader.source_to_code(self.instrument(ast.parse(text), path), path)
        if source is not None:
            self._agent.loaded(source)
        return code

    def script(self, path: str) -> CodeType:
        """The code of a script of the application."""
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
        source = self._agent.sources.find(os.path.abspath(path))
        if source is not None:
            self._agent.loaded(source)
        return compile(self.instrument(tree, os.path.abspath(path)), path, "exec", dont_inherit=True)

    def instrument(self, tree: ast.Module, path: str) -> ast.Module:
        """The module with its probes set."""
        source = self._agent.sources.find(path)
        for function in [node for node in ast.walk(tree) if isinstance(node, _Function)]:
            entry = own_entry(path, function.name) or entry_by_names(_parameters(function))
            start = _first_real(function)
            real = function.body[start:]
            probes = [_receives(entry, function)] if entry else []
            if source is not None:
                probes.append(self._probe(_Place(source, _first_line(function), function.name)))
            if source is not None and self._agent.lines:
                self._watch_lines(real, source)
            line = _first_line(function.body[min(start, len(function.body) - 1)])
            function.body[start:] = [*(_placed(probe, line) for probe in probes), *real]
        if source is not None and self._agent.lines:
            self._watch_body(tree, source)
            for node in [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]:
                self._watch_body(node, source)
        return tree

    def seen(self, number: int) -> None:
        """A probe was passed for the first time under a label."""
        place = self._places[number]
        label = NOBODY if place.is_nobodys else CURRENT.get()
        if number in label:
            return
        label.add(number)
        if place.name:
            self._agent.ran(label, place.source, place.line, place.name)
        else:
            self._agent.passed(label, place.source, place.line)

    def _probe(self, place: _Place) -> ast.expr:
        self._places.append(place)
        number = ast.Constant(len(self._places) - 1)
        looked = ast.Compare(number, [ast.In()], [_call(_CURRENT)])
        return ast.BoolOp(ast.Or(), [looked, _call(_SEEN, number)])

    def _watch_body(self, node: ast.Module | ast.ClassDef, source: Source) -> None:
        """The lines of a module or class.  Nothing may stand before what asks the compiler for a future."""
        start = _first_real(node)
        asking = [isinstance(each, ast.ImportFrom) and each.module == "__future__" for each in node.body]
        start = len(asking) - asking[::-1].index(True) if any(asking) else start
        real = node.body[start:]
        self._watch_lines(real, source, is_nobodys=True)
        before = [line for each in node.body[:start] for line in _executed_lines(each)]
        node.body[start:] = [*(self._line(line, source, True) for line in before), *real]

    def _watch_lines(self, body: list[ast.stmt], source: Source, is_nobodys: bool = False) -> None:
        """A probe before each statement of a body, nested blocks included, nested functions not."""
        for block, headers in list(_blocks(body)):
            for number in range(len(block) - 1, -1, -1):
                lines = _executed_lines(block[number])
                block[number:number] = [self._line(line, source, is_nobodys) for line in lines]
            block[:0] = [self._line(line, source, is_nobodys) for line in headers]

    def _line(self, line: int, source: Source, is_nobodys: bool) -> ast.stmt:
        return _placed(self._probe(_Place(source, line, "", is_nobodys)), line)


#: The probes of this process.
active: Probes | None = None


def is_available() -> bool:
    """Probes can be set on every CPython."""
    return True


def start(agent: Agent) -> Callable[[], None]:
    """Record what is imported from here on; gives the way back."""
    import builtins

    global active
    probes = active = Probes(agent)
    names = {_CURRENT: CURRENT.get, _SEEN: probes.seen, _RECEIVE: Receiver(agent).receive}
    builtins.__dict__.update(names)
    original = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        code = None
        if active is probes:
            try:
                code = probes.compile(self, fullname)
            except (OSError, SyntaxError, ValueError, RecursionError, ImportError):
                code = None  # the loader itself says what is wrong
        return code or original(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]

    def stop() -> None:
        """What has probes keeps them."""
        global active
        active = None

    return stop


def _has_entries(path: str, text: bytes) -> bool:
    posix = path.replace("\\", "/")
    return _ENTRY.search(text) is not None or any(posix.endswith(end) for end, _ in OWN)


def _parameters(function: Any) -> list[str]:
    return [each.arg for each in (*function.args.posonlyargs, *function.args.args)]


def _receives(entry: Entry, function: Any) -> ast.expr:
    name = _parameters(function)[entry.position]
    return _call(_RECEIVE, ast.Constant(entry.kind), ast.Name(name, ast.Load()))


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _placed(expression: ast.expr, line: int) -> ast.stmt:
    """The expression as a statement that lies on ``line`` with all its parts."""
    statement = ast.Expr(expression)
    for node in ast.walk(statement):
        if isinstance(node, (ast.expr, ast.stmt)):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    return statement


def _first_real(node: Any) -> int:
    """The place of the first statement after a docstring."""
    if not node.body:
        return 0
    first = node.body[0]
    text = first.value if isinstance(first, ast.Expr) else None
    return 1 if isinstance(text, ast.Constant) and isinstance(text.value, str) else 0


def _first_line(node: Any) -> int:
    """As ``co_firstlineno``: decorators belong to what they decorate."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])


def _executed_lines(node: ast.stmt) -> list[int]:
    """The lines on which a statement begins: those of the decorators too, none for a declaration."""
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return []
    return [*(each.lineno for each in getattr(node, "decorator_list", ())), node.lineno]


def _blocks(body: list[ast.stmt]) -> Iterator[tuple[list[ast.stmt], list[int]]]:
    """Every list of statements of a function, each with the lines of the headers that were tried
    before it; those of nested definitions are their own."""
    yield body, []
    for statement in body:
        if isinstance(statement, (*_Function, ast.ClassDef)):
            continue
        for name in ("body", "orelse", "finalbody"):
            if getattr(statement, name, None):
                yield from _blocks(getattr(statement, name))
        tried: list[int] = []
        for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            tried.append(part.lineno if hasattr(part, "lineno") else part.pattern.lineno)
            (_, _), *inner = _blocks(part.body)
            yield part.body, list(tried)
            yield from inner
