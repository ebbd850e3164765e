"""``pyramid audit``: exit statuses, formats, where results go, what the options set."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.render import format_names


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 1),
        (("--fail-on", "error"), 1),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "never"), 0),
        (("--exit-zero",), 0),
        (("--exit-zero", "--fail-on", "note"), 0),
        (("--fail-on", "fatal"), 2),
        (("--format", "xml"), 2),
        (("--nonsense",), 2),
        (("nowhere",), 2),
        (("--coverage", "nowhere"), 2),
        (("--config", "selct=[]"), 2),
        (("--jobs", "-1"), 2),
    ],
)
def test_exit_status(audits, run, arguments, status) -> None:
    assert run("audit", *arguments).status == status


@pytest.mark.parametrize(("severity", "status"), [("note", 0), ("warning", 0), ("error", 1)])
def test_default_bar_is_error(audits, run, severity: str, status: int) -> None:
    found = tuple(dataclasses.replace(entry, severity=severity) for entry in audits.report.findings)
    audits.report = dataclasses.replace(audits.report, findings=found)
    assert run("audit").status == status


def test_no_finding_is_clean(audits, run) -> None:
    audits.report = dataclasses.replace(audits.report, findings=())
    assert run("audit", "--fail-on", "note").status == 0


@pytest.mark.parametrize("option", ["--format", "--output-format"])
def test_format_by_option_and_alias(audits, run, option: str) -> None:
    assert json.loads(run("audit", option, "json").out)["schema_version"] == "1"


def test_format_by_variable_and_option_over_it(audits, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYRAMID_OUTPUT_FORMAT", "concise")
    assert "PYR101 " in run("audit").out.splitlines()[3]
    assert run("audit", "--format", "json").out.startswith("{")


def test_format_by_configuration(audits, run, project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.pyramid]\noutput-format = "json"\n', encoding="utf-8")
    assert run("audit").out.startswith("{")


def test_unknown_format_is_told_before_the_work(audits, run) -> None:
    ran = run("audit", "--format", "mardown")
    assert "unknown-format" in ran.err
    assert "Did you mean 'markdown'?" in ran.err
    assert audits.asked == []


def test_results_on_stdout_and_nothing_on_stderr(audits, run) -> None:
    ran = run("audit")
    assert "Ice cream cone" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("format", format_names())
def test_output_file_holds_what_stdout_would(audits, run, project: Path, format: str) -> None:
    printed = run("audit", "--format", format).out
    ran = run("audit", "--format", format, "--output-file", "report.txt")
    assert ran.out == ""
    assert (project / "report.txt").read_text(encoding="utf-8") == printed


def test_output_file_replaces_the_old_one_whole(audits, run, project: Path) -> None:
    (project / "report.txt").write_text("old" * 100_000, encoding="utf-8")
    run("audit", "--format", "json", "-o", "report.txt")
    assert json.loads((project / "report.txt").read_text(encoding="utf-8"))
    assert sorted(path.name for path in project.iterdir()) == ["pyproject.toml", "report.txt"]


def test_output_file_in_a_missing_folder(audits, run, project: Path) -> None:
    ran = run("audit", "-o", "nowhere/report.txt")
    assert ran.status == 2
    assert "unwritable-output" in ran.err
    assert "Traceback" not in ran.err


def test_output_file_may_be_a_device(audits, run) -> None:
    assert run("audit", "-o", os.devnull, "--exit-zero").status == 0
    assert not Path(os.devnull).is_file()


def test_output_file_is_never_coloured(audits, run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("audit", "-o", "report.txt")
    assert "\x1b" not in (project / "report.txt").read_text(encoding="utf-8")


def test_colour_only_when_wanted(audits, run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("audit").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("audit").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("audit").out


@pytest.mark.parametrize("columns", [60, 100, 140])
def test_columns_are_kept(audits, run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    widest = max(map(len, run("audit").out.splitlines()))
    assert columns - 3 <= widest <= columns


def test_errors_for_machines(audits, run) -> None:
    ran = run("audit", "--format=json", "nowhere")
    assert ran.status == 2
    assert json.loads(ran.out) == {
        "error": "nowhere: there is no such file or folder (no-such-path)",
        "fix": "Check the spelling.",
    }


def test_broken_configuration_names_file_and_line(audits, run, project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pyramid]\n\nselct = []\n", encoding="utf-8")
    ran = run("audit")
    assert ran.status == 2
    assert "pyproject.toml:3" in ran.err
    assert "select" in ran.err
    assert "Traceback" not in ran.err


def test_options_become_settings(audits, run, project: Path) -> None:
    (project / "data").mkdir()
    (project / "data" / ".coverage").touch()
    run(
        "audit", "--select", "PYR1,PYR2", "--select", "PYR401", "--ignore", "PYR103", "--fail-on", "note",
        "--no-cache", "--jobs", "2", "--coverage", "data/.coverage", "--cache-dir", "kept", "--reach",
        "--config", "max-file-size=7",
    )  # fmt: skip
    ((root, paths, settings, reach),) = audits.asked
    assert (root, paths, reach) == (project, (), True)
    assert settings.select == ("PYR1", "PYR2", "PYR401")
    assert settings.ignore == ("PYR103",)
    assert (settings.fail_on, settings.cache, settings.jobs, settings.max_file_size) == ("note", False, 2, 7)
    assert settings.coverage == (str(project / "data" / ".coverage"),)
    assert settings.cache_dir == str(project / "kept")


def test_all_lifts_the_limits(audits, run) -> None:
    many = tuple(
        dataclasses.replace(entry, rank=number, function=f"shop.f{number}")
        for number, entry in enumerate(audits.report.gaps * 15)
    )
    audits.report = dataclasses.replace(audits.report, gaps=many)
    assert "and 20 more: --all shows them" in run("audit").out
    assert "shop.f29" in run("audit", "--all").out


def test_statistics(audits, run) -> None:
    assert "2  PYR101  e2e-check-on-logic" in run("audit", "--statistics").out


def test_internal_error_is_one_message(audits, run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by \x1b[2Jzero")

    monkeypatch.setattr(pipeline, "audit", broken)
    quiet = run("audit")
    assert quiet.status == 2
    assert "internal error: ZeroDivisionError: by \\x1b[2Jzero" in quiet.err
    assert "issue tracker" in quiet.err
    assert "Traceback" not in quiet.err
    assert "Traceback" in run("audit", "--verbose").err


def test_interrupt_is_quiet(audits, run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "audit", interrupted)
    ran = run("audit")
    assert (ran.status, ran.err.strip()) == (130, "Interrupted.")


@pytest.mark.parametrize(
    ("arguments", "setting", "hint"),
    [
        (("--select", "PYR100"), "select", "Did you mean PYR10"),
        (("--ignore", "pyr101"), "ignore", "Did you mean PYR101?"),
        (("--select", "PYR1,E501"), "select", "pyramid rule"),
        (("--config", "per-file-ignores={'old/' = ['X1']}"), "per-file-ignores of old/", "pyramid rule"),
    ],
)
def test_a_code_of_no_rule_is_an_error(project: Path, run, arguments, setting: str, hint: str) -> None:
    ran = run("audit", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "unknown-code" in ran.err
    assert f"{setting}: " in ran.err and hint in ran.err


@pytest.mark.parametrize(
    ("files", "slug"), [({}, "no-sources"), ({"a.txt": ""}, "no-sources"), ({"a.py": "x = 1"}, "no-tests")]
)
def test_an_empty_answer_says_why(project: Path, run, files: dict[str, str], slug: str) -> None:
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    ran = run("audit", "--format", "json")
    assert ran.status == 0
    (notice,) = (each for each in json.loads(ran.out)["notices"] if each["slug"].startswith("no-"))
    assert notice["slug"] == slug
    assert notice["fix"]


def test_a_dash_is_standard_output(audits, run, project: Path) -> None:
    assert run("audit", "-o", "-").out == run("audit").out
    assert not (project / "-").exists()
