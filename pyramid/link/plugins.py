"""Modules that a module names as plugins of a test runner."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk


def plugins(walk: Walk, module: Scope) -> Iterator[Scope]:
    """Modules that a module names as plugins of a runner."""
    for runner in walk.engine.knowledge.test_conventions:
        cell = module.cells.get(f"{runner.name}_plugins")
        if cell is None:
            continue
        walk.engine.ensure(module)
        for name in _plugin_names(walk, walk.engine.read(cell)):
            path = walk.engine.index.find(name, module.path)
            if path:
                yield walk.engine.by_path[path][0]


def _plugin_names(walk: Walk, values: Values) -> list[str]:
    found: list[Ref] = []
    for value in values:
        if value.kind == "container":
            found += [each for cell in (value.cells or {}).values() for each in walk.engine.read(cell)]
        else:
            found.append(value)
    return [each.name for each in found if each.kind == "string"]
