"""The generated pages of the reference are up to date, and say what they must."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from pyramid.cli.app import program
from pyramid.render import format_names
from pyramid.rulebook import load_rules
from pyramid.settings import settings_reference

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "docs" / "reference"


def test_pages_are_up_to_date() -> None:
    """After a change: ``python docs/generate.py``."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")


def test_every_command_setting_rule_and_format_is_named() -> None:
    commands = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    assert all(f"## pyramid {name}\n" in commands for name in program.list_commands(None))  # type: ignore[attr-defined,arg-type]
    settings = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert all(f"## `{setting.key}`" in settings for setting in settings_reference())
    rules = (REFERENCE / "rules" / "index.md").read_text(encoding="utf-8")
    assert all(file.summary in rules for file in load_rules().files)
    formats = (REFERENCE / "formats.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in formats for name in format_names())


def test_messages_name_the_slugs_of_every_room() -> None:
    text = (REFERENCE / "messages.md").read_text(encoding="utf-8")
    slugs = {
        "no-such-path",
        "unknown-setting",
        "syntax-error",
        "too-large",
        "coverage-stale",
        "unknown-format",
    }
    assert slugs <= set(re.findall(r"^## (\S+)$", text, re.MULTILINE))


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
