"""Aliases of imports: those of settings files, and those that a bundler's own script declares."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from pyramid.model.aliases import Alias
from pyramid.model.facts import Definition, Expression, FileFacts, Statement

#: A settings script has this in its name, and this key for the table of its aliases.
_SETTINGS = ".config."
_KEY = "alias"
_HERE = ("__dirname", "__filename", "dirname", "url")


def declared_aliases(tree) -> Iterator[Alias]:
    """What the tables named ``alias`` in a tree's settings scripts say, as far as it is written out there."""
    for facts in (tree.facts(path) for path in sorted(tree.paths) if _SETTINGS in posixpath.basename(path)):
        folder = posixpath.dirname(facts.path)
        constants = _constants(facts)
        for definition in facts.definitions:
            for table in _tables(definition):
                yield from _entries(table, folder, constants)


class AliasTable:
    """Finds what aliases make of an import."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._by_folder: dict[str, list[Alias]] = {}
        for alias in aliases:
            self._by_folder.setdefault(alias.folder, []).append(alias)
        for own in self._by_folder.values():
            own.sort(key=lambda alias: (-len(alias.pattern.partition("*")[0]), "*" in alias.pattern))

    def meant(self, module: str, folder: str) -> Iterator[str]:
        """The paths that a module's name may stand for in a folder, the nearest settings first."""
        while True:
            for alias in self._by_folder.get(folder, ()):
                yield from _applied(alias, module)
            above = posixpath.dirname(folder)
            if above == folder:
                return
            folder = above


def _applied(alias: Alias, module: str) -> Iterator[str]:
    before, star, after = alias.pattern.partition("*")
    if not star:
        if module == before:
            yield from alias.targets
    elif len(module) >= len(before) + len(after) and module.startswith(before) and module.endswith(after):
        inner = module[len(before) : len(module) - len(after)]
        for target in alias.targets:
            yield posixpath.normpath(target.replace("*", inner, 1))


def _tables(definition: Definition) -> Iterator[Expression]:
    for root in _roots(definition.body):
        todo = [root]
        while todo:
            each = todo.pop()
            if each.kind == "dict":
                for key, value in zip(each.operands[::2], each.operands[1::2], strict=False):
                    if key.text == _KEY and value.kind in ("dict", "list"):
                        yield value
            todo.extend(each.operands)


def _roots(body: tuple[Statement, ...]) -> Iterator[Expression]:
    for statement in body:
        if statement.value is not None:
            yield statement.value
        yield from _roots(statement.body)


def _entries(table: Expression, folder: str, constants: dict[str, Expression]) -> Iterator[Alias]:
    for name, value in _pairs(table):
        place = _place(value, constants)
        if place is None or not name:
            continue
        target = posixpath.normpath(posixpath.join(folder, place))
        yield Alias(folder, name.rstrip("/$"), (target,))
        yield Alias(folder, f"{name.rstrip('/')}/*", (f"{target}/*",))


def _pairs(table: Expression) -> Iterator[tuple[str, Expression]]:
    if table.kind == "dict":
        for key, value in zip(table.operands[::2], table.operands[1::2], strict=False):
            if key.kind in ("string", "name"):
                yield key.text, value
        return
    for each in table.operands:  # ``[{find: "@", replacement: path}]``
        given = {k.text: v for k, v in zip(each.operands[::2], each.operands[1::2], strict=False)}
        if each.kind == "dict" and given.get("find") and given.get("replacement"):
            yield given["find"].text, given["replacement"]


def _place(value: Expression, constants: dict[str, Expression], depth: int = 0) -> str | None:
    """The path that an expression makes of its strings, from the folder of the file; None if unknown."""
    if depth > 4:
        return None
    if value.kind == "string":
        return value.text
    if value.kind == "name" and value.text in constants:
        return _place(constants[value.text], constants, depth + 1)
    if value.kind != "call" or len(value.operands) < 2:
        return None
    parts = [_place(part, constants, depth + 1) for part in value.operands[1:] if part.text not in _HERE]
    known = [part for part in parts if part]
    return posixpath.join(*known) if known else None


def _constants(facts: FileFacts) -> dict[str, Expression]:
    return {
        target.text: statement.value
        for statement in facts.definitions[0].body
        if statement.kind == "assign" and statement.value is not None
        for target in statement.targets
        if target.kind == "name"
    }
