"""Small files, small functions, documented public names."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for name in ("pyramid", "pyramid_recorder") for path in (ROOT / name).rglob("*.py"))
FILE_LINES = 350
FUNCTION_LINES = 50
ROOMS = sorted(path.parent.name for path in (ROOT / "pyramid").glob("*/__init__.py"))
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=_id)
def test_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", SOURCES, ids=_id)
def test_functions_are_short(path: Path) -> None:
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, Function) and (length := _code_lines(node)) > FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=_id)
def test_module_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    assert ast.get_docstring(tree) or not tree.body


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_documented(room: str) -> None:
    """What a room's door offers, and every class of the model, says what it is for."""
    module = importlib.import_module(f"pyramid.{room}")
    bare = [name for name, value in _offered(module) if _is_bare(name, value)]
    assert not bare


@pytest.mark.parametrize("path", SOURCES, ids=_id)
def test_names_say_something(path: Path) -> None:
    assert VAGUE.isdisjoint(path.relative_to(ROOT).with_suffix("").parts)


def _code_lines(node: Function) -> int:
    """Lines of the definition without its docstring."""
    first = node.body[0]
    text = ast.get_docstring(node, clean=False)
    spent = (first.end_lineno or 0) - first.lineno + 1 if text is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - spent


def _offered(module: ModuleType) -> Iterator[tuple[str, object]]:
    inner = [module]
    if module.__name__ == "pyramid.model":
        names = (name for _, name, _ in pkgutil.iter_modules(module.__path__))
        inner = [importlib.import_module(f"pyramid.model.{name}") for name in names]
    for each in inner:
        own = [n for n, v in vars(each).items() if getattr(v, "__module__", "") == each.__name__]
        for name in getattr(each, "__all__", own):
            value = getattr(each, name)
            if callable(value) and not name.startswith("_"):
                yield name, value


def _is_bare(name: str, value: object) -> bool:
    """No docstring, or only the signature that a dataclass gives itself."""
    text = inspect.getdoc(value) or ""
    return not text or text.startswith(f"{name}(")
