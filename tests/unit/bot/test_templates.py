"""The action and the templates: pinned, with the least rights, and no text of a stranger in a shell."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FILES = [ROOT / "action.yml", *sorted((ROOT / "docs" / "templates").glob("*.yml"))]


def scripts(text: str) -> list[str]:
    """The bodies of the ``run: |`` blocks."""
    found = re.findall(r"^( *)run: \|\n((?:\1 +.*\n|\n)+)", text, re.MULTILINE)
    return [re.sub(rf"^{indent}  ", "", body, flags=re.MULTILINE) for indent, body in found]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned(file: Path) -> None:
    for used in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8")):
        assert used == "OWNER/pyramid@COMMIT" or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", used)


def test_a_shell_gets_foreign_text_by_the_environment_only() -> None:
    found = scripts((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert len(found) == 3
    for script in found:
        assert "${{" not in script
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_the_run_with_foreign_code_has_nothing_to_write_with() -> None:
    text = (ROOT / "docs" / "templates" / "pyramid-audit.yml").read_text(encoding="utf-8")
    assert "permissions:\n  contents: read\n" in text and "write" not in text.partition("\nname")[2]
    assert "pull_request_target" not in text and "persist-credentials: false" in text


def test_the_run_that_writes_checks_nothing_out() -> None:
    text = (ROOT / "docs" / "templates" / "pyramid-comment.yml").read_text(encoding="utf-8")
    assert "checkout" not in text
    assert "permissions:\n  actions: read\n  pull-requests: write\n" in text


def test_the_token_is_given_to_the_last_step_alone() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    steps = text.split("\n    - name: ")[1:]
    assert [step.partition("\n")[0] for step in steps if "inputs.token" in step] == ["Take over", "Comment"]
