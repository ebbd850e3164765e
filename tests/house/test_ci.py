"""CI runs what the README promises."""

from __future__ import annotations

import re
import stat
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / ".ci" / "run"


def test_ci_calls_the_test_command_of_the_readme() -> None:
    commands = _commands((ROOT / "README.md").read_text(encoding="utf-8"))
    (test,) = [command for command in commands if "pytest" in command]
    assert test in RUN.read_text(encoding="utf-8").splitlines()


def test_the_readme_has_two_commands() -> None:
    commands = _commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len([command for command in commands if "pip install" in command]) == 2


def test_ci_can_be_run() -> None:
    assert RUN.stat().st_mode & stat.S_IXUSR


def test_the_tests_are_the_last_word_of_ci() -> None:
    assert "pytest" in RUN.read_text(encoding="utf-8").rstrip().splitlines()[-1]


def _commands(markdown: str) -> list[str]:
    """The lines of shell blocks, without prompts."""
    blocks = re.findall(r"^```(?:console|shell|sh|bash)\n(.*?)^```", markdown, re.DOTALL | re.MULTILINE)
    lines = (line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
