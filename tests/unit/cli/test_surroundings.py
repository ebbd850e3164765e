"""The usual format: for people, or for the agent that says so in the environment; always overridable."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyramid.cli.surroundings import AGENT_VARIABLES, usual_format


@pytest.mark.parametrize("name", AGENT_VARIABLES)
def test_an_agent_gets_its_format(audits, run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert " | next: pyramid why " in run("audit").out


def test_the_variables_are_those_of_the_convention() -> None:
    named = {"CLAUDECODE", "CURSOR_AGENT", "GEMINI_CLI", "CODEX_SANDBOX", "OPENCODE", "AI_AGENT"}
    assert set(AGENT_VARIABLES) == named


def test_an_empty_variable_says_nothing() -> None:
    assert usual_format({"AI_AGENT": ""}) == "full"


@pytest.mark.parametrize("way", ["option", "variable", "setting"])
def test_who_asks_for_a_format_gets_it(
    audits, run, project: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("AI_AGENT", "1")
    if way == "variable":
        monkeypatch.setenv("PYRAMID_OUTPUT_FORMAT", "full")
    if way == "setting":
        (project / "pyproject.toml").write_text('[tool.pyramid]\noutput-format = "full"\n', encoding="utf-8")
    assert "Ice cream cone" in run("audit", *(["--format", "full"] if way == "option" else [])).out


def test_an_error_is_told_to_an_agent_on_one_line(audits, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AGENT", "1")
    ran = run("audit", "nowhere")
    assert ran.status == 2
    assert ran.out == (
        "error: nowhere: there is no such file or folder (no-such-path) | next: Check the spelling.\n"
    )
