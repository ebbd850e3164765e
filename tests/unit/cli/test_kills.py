"""A command that is killed leaves the repository as it was, and the next run works."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"
SPEC = importlib.util.spec_from_file_location("kills", SCRIPT)
assert SPEC is not None and SPEC.loader is not None
kills = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(kills)


@pytest.mark.parametrize("name", sorted(kills.COMMANDS))
def test_a_kill_at_any_moment_does_no_harm(name: str, tmp_path: Path) -> None:
    wrong, _ = kills.kill_often(name, tmp_path, 4, random.Random(name))
    assert not wrong
