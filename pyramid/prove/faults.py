"""Small faults of one function, as whole new texts of its file.

The operators are those of the mutation-testing literature that have proved to matter (Offutt et al.
1996, "An experimental determination of sufficient mutant operators"; for the removed body: Niedermayr
et al. 2016, "Will my tests tell me if I break this code?").
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, PositionProvider

from pyramid.model.proof import Fault
from pyramid.prove.changes import Change, changes_of, first_line, removed_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A fault and the text of the file that has it."""

    fault: Fault
    text: str


def break_function(source: str, qualname: str, line: int, most: int = 0) -> tuple[Broken, ...]:
    """Every fault of a function, ``most`` of them (0: all), evenly over the kinds.

    ``qualname`` is the dotted name within the module, ``line`` the 1-based line of its ``def``, which
    tells functions of the same name apart.  Nothing for what is no function.  Raises ValueError for a
    source that does not parse.
    """
    module, places = _parsed(source)
    found = _find(module, qualname.split("."), line, places)
    broken = [_broken(module, change, places) for each in found for change in _changes(each)]
    whole = [each for each in broken if each.text != source and _compiles(each.text)]
    return tuple(_evenly(list({each.text: each for each in whole}.values()), most))


def watch_function(source: str, qualname: str, line: int, statement: str) -> str:
    """The source with a statement at the beginning of the function, to see whether it is run."""
    module, places = _parsed(source)
    found = module.visit(_Watch(_find(module, qualname.split("."), line, places), statement))
    return found.code


class _Watch(cst.CSTTransformer):
    def __init__(self, functions: Sequence[cst.FunctionDef], statement: str) -> None:
        super().__init__()
        self._functions, self._statement = functions, statement

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        if not any(original_node is each for each in self._functions):
            return updated_node
        small, body = first_line(self._statement), updated_node.body
        if not isinstance(body, cst.IndentedBlock):
            return updated_node.with_changes(body=body.with_changes(body=[small, *body.body]))
        told = 1 if original_node.get_docstring() is not None else 0
        lines = [*body.body[:told], cst.SimpleStatementLine(body=[small]), *body.body[told:]]
        return updated_node.with_changes(body=body.with_changes(body=lines))


def _parsed(source: str) -> tuple[cst.Module, object]:
    try:
        wrapper = MetadataWrapper(cst.parse_module(source))
    except cst.ParserSyntaxError as error:
        raise ValueError(str(error)) from error
    return wrapper.module, wrapper.resolve(PositionProvider)


def _changes(function: cst.FunctionDef) -> Iterator[Change]:
    yield from removed_body(function)
    yield from changes_of(function.body)


def _find(module: cst.Module, parts: Sequence[str], line: int, places: object) -> list[cst.FunctionDef]:
    """The function of that name nearest to the line; of a property all that read and write it."""
    found = [node for node in _named(module, list(parts)) if isinstance(node, cst.FunctionDef)]
    if any(map(_is_accessor, found)):
        return found
    return sorted(found, key=lambda node: abs(_line(node.name, places) - line))[:1]


def _is_accessor(function: cst.FunctionDef) -> bool:
    """``@name.setter`` and the like add to what has the name, they do not replace it."""
    accessor = m.Attribute(
        value=m.Name(function.name.value),
        attr=m.Name("setter") | m.Name("getter") | m.Name("deleter"),
    )
    return any(m.matches(each.decorator, accessor) for each in function.decorators)


def _named(node: cst.CSTNode, parts: list[str]) -> Iterator[cst.CSTNode]:
    """Definitions below a node by their names from the outside in, through ``if`` and ``try``."""
    for child in node.children:
        if isinstance(child, cst.FunctionDef | cst.ClassDef):
            if child.name.value == parts[0]:
                if len(parts) == 1:
                    yield child
                else:
                    yield from _named(child, parts[1:])
        elif not isinstance(child, cst.SimpleStatementLine | cst.BaseExpression):
            yield from _named(child, parts)


def _broken(module: cst.Module, change: Change, places: object) -> Broken:
    changed = module.deep_replace(change.old, change.new)
    assert isinstance(changed, cst.Module)
    fault = Fault(
        kind=change.kind,
        line=_line(change.shown or change.old, places),
        before=change.before or _code(module, change.old),
        after=change.after or _code(module, change.new),
    )
    return Broken(fault=fault, text=changed.code)


def _code(module: cst.Module, node: cst.CSTNode) -> str:
    lines = module.code_for_node(node).strip().splitlines()
    return lines[0].strip() + (" …" if len(lines) > 1 else "") if lines else ""


def _line(node: cst.CSTNode, places: object) -> int:
    return int(places[node].start.line)  # type: ignore[index]


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<fault>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _evenly(found: list[Broken], most: int) -> list[Broken]:
    """One of each kind in turn, then in the order of the source again."""
    if not most or len(found) <= most:
        return found
    kinds: dict[str, list[Broken]] = {}
    for each in found:
        kinds.setdefault(each.fault.kind, []).append(each)
    turns = [each for turn in zip_longest(*kinds.values()) for each in turn if each is not None]
    chosen = set(map(id, turns[:most]))
    return [each for each in found if id(each) in chosen]
