"""The harness of the oracle applications, as a module."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

PLACE = Path(__file__).resolve().parents[2] / "oracle" / "harness.py"
PACKAGE = PLACE.parents[2]


def load() -> ModuleType:
    """Loaded once; it lies outside every package."""
    name = "oracle_harness"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, PLACE)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def mutant(folder: Path, module: str, before: str, after: str) -> Path:
    """A copy of the recorder with a mistake in it: the folder that holds the package."""
    package = folder / "mutant"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE / "pyramid_recorder", package / "pyramid_recorder", ignore=ignored)
    file = package / "pyramid_recorder" / module
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{module} has changed: the mutation does not apply"
    file.write_text(text.replace(before, after), "utf-8")
    return package
