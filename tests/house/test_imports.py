"""The contracts of ``[tool.importlinter]`` hold."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import lint_imports

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pyramid"
RECORDER = ROOT / "pyramid_recorder"


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_import_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_every_guest_library_has_a_contract() -> None:
    """What is imported and not our own or Python's is listed in the contracts."""
    contracts = _project()["tool"]["importlinter"]["contracts"]
    known = {name for contract in contracts for name in contract.get("forbidden_modules", ())}
    foreign = _imported(PACKAGE) - set(sys.stdlib_module_names) - {"pyramid", "tomllib", "__future__"}
    assert foreign <= known, f"give these a home in [tool.importlinter]: {sorted(foreign - known)}"


def test_the_recorder_needs_only_the_standard_library() -> None:
    """What runs inside an application: everything but the drivers of test tools."""
    own = {"pyramid_recorder", "__future__"}
    foreign = _imported(RECORDER, leave_out="testing") - set(sys.stdlib_module_names) - own
    assert not foreign


def _imported(package: Path, leave_out: str = "") -> set[str]:
    found: set[str] = set()
    for path in package.rglob("*.py"):
        if leave_out and leave_out in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return found
