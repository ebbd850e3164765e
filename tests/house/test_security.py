"""Each line of docs/explanation/security.md."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from pyramid.bot.registry import BotError, _refuse_insecure
from pyramid.cli import main
from pyramid.cli.app import program
from pyramid.model.report import Report
from pyramid.render import format_names
from pyramid.render.comment import TemplateFailure, comment
from pyramid.render.decoding import LARGEST, ReportError, decode_report
from pyramid.settings import DEFAULT
from pyramid.workspace.base_tree import lay_out, tree_files
from pyramid.workspace.difference import ChangeError, commit_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "security.md"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "{secret}">]>'
    "<testsuite name='&b;&c;'><testcase name='&b;&c;'/></testsuite>"
)
Audit = Callable[..., tuple[int, str, str]]


def test_each_line_has_its_test() -> None:
    lines = re.findall(r"^- \*\*(\w+)\*\*:", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert len(lines) > 15 and sorted(lines) == sorted(tests - {"each_line_has_its_test"})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop-root"
    (root / "tests").mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n')
    (root / "shop.py").write_text("def price(total):\n    return 1 if total > 3 else 2\n")
    (root / "tests" / "test_shop.py").write_text("def test_one():\n    assert 1 == 1\n")
    monkeypatch.chdir(root)
    for name in [each for each in os.environ if each.startswith(("GIT_", "COVERAGE_", "PYRAMID_OUT"))]:
        monkeypatch.delenv(name)
    return root


@pytest.fixture
def audit(project: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    def ask(*arguments: str, form: str = "json") -> tuple[int, str, str]:
        status = main(["audit", "--exit-zero", "--format", form, *arguments])
        out = capsys.readouterr()
        assert "Traceback" not in out.out + out.err and "internal error" not in out.err
        return int(status), out.out, out.err

    return ask


def slugs(out: str) -> set[str]:
    table = json.loads(out)
    return {entry["slug"] for entry in (*table["notices"], *table["skipped"])}


def test_nothing_of_the_project_runs(project: Path, audit: Audit) -> None:
    trap = f"import pathlib\npathlib.Path({str(project / 'ran')!r}).touch()\n"
    for name in ("shop.py", "conftest.py", "setup.py", "sitecustomize.py", "tests/conftest.py", "noxfile.py"):
        (project / name).write_text(trap + "def test_trap(): ...\n")
    assert audit()[0] == 0
    assert not (project / "ran").exists()


def test_no_connection_is_opened(project: Path) -> None:
    code = (
        "import sys\nasked = []\n"
        "def watch(event, given):\n    if event.startswith('socket.'):\n        asked.append(event)\n"
        "sys.addaudithook(watch)\n"
        "from pyramid.cli import main\nmain(['audit', '-q', '--exit-zero', '--no-cache'])\nprint(asked)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=environment, capture_output=True, text=True
    )
    assert ran.stdout.splitlines()[-1] == "[]", ran.stderr


def committed(project: Path) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        subprocess.run(("git", *identity, *words), cwd=project, check=True)


def test_git_runs_no_program_of_the_repository(project: Path, audit: Audit) -> None:
    committed(project)
    trap = project.parent / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {project.parent}/ran\ncat\n")
    trap.chmod(0o755)
    (project / ".git" / "hooks" / "post-index-change").symlink_to(trap)
    (project / ".gitattributes").write_text("*.py filter=evil diff=evil\n")
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.process", "diff.external", "core.pager",
                "diff.evil.command", "diff.evil.textconv"):  # fmt: skip
        subprocess.run(("git", "config", key, str(trap)), cwd=project, check=True)
    subprocess.run(("git", "config", "filter.evil.required", "true"), cwd=project, check=True)
    (project / "shop.py").write_text("def price(total):\n    return 3 if total > 3 else 2\n")
    assert audit("--diff", "HEAD")[0] == 0
    assert not (project.parent / "ran").exists()


@pytest.mark.parametrize(
    "text", ["--output=owned", "-h", "--", "main\n--exec", "a\0b", "$(touch owned)", "`id`"]
)
def test_revisions_are_no_options(project: Path, text: str) -> None:
    committed(project)
    with pytest.raises(ChangeError, match=r"revision|commit"):
        commit_of(project, text)
    assert not (project / "owned").exists()


def report_of(audit: Audit) -> Report:
    return decode_report(audit("--no-cache")[1].encode())


def test_templates_run_in_a_sandbox(audit: Audit) -> None:
    report = report_of(audit)
    for text in (
        "{{ ''.__class__.__mro__ }}",
        "{% include '/etc/passwd' %}",
        "{{ cycler.__init__.__globals__ }}",
    ):
        with pytest.raises(TemplateFailure):
            comment(report, {each.id for each in report.findings}, "a" * 40, text)


def test_links_do_not_lead_out(project: Path, audit: Audit) -> None:
    secret = project.parent / "secret.py"
    secret.write_text("def very_secret_name(): ...\n")
    (project / "linked.py").symlink_to(secret)
    (project / "folder").symlink_to(project.parent)
    out = audit()[1]
    assert "very_secret_name" not in out and "link-outside-root" in slugs(out)


def test_pipes_are_not_opened(project: Path, audit: Audit) -> None:
    os.mkfifo(project / "pipe.py")  # to open it would wait for ever
    assert "special-file" in slugs(audit()[1])


def test_sizes_are_limited(project: Path, audit: Audit) -> None:
    (project / "large.py").write_text("x = 1\n" * 500_000)
    assert "too-large" in slugs(audit()[1])
    with pytest.raises(ReportError, match="larger"):
        decode_report(b" " * (LARGEST + 1))


def test_a_tree_made_by_hand_stays_inside(project: Path) -> None:
    committed(project)

    def git(*words: str, given: bytes = b"") -> str:
        return (
            subprocess.run(("git", *words), cwd=project, input=given, check=True, capture_output=True)
            .stdout.decode()
            .strip()
        )

    blob = git("hash-object", "-w", "--stdin", given=b"owned = 1\n")
    inner = b"".join(
        mode + b" " + name + b"\0" + bytes.fromhex(blob)
        for mode, name in ((b"100644", b"a.py"), (b"120000", b"link.py"), (b"100644", b"owned.py"))
    )
    tree = git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=inner)
    names = (b"..", b".GIT", b"pack")
    outer = b"".join(b"40000 " + name + b"\0" + bytes.fromhex(tree) for name in sorted(names))
    whole = git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=outer)
    files = tree_files(project, whole, {".py"})
    assert [blob.path for blob in files] == ["pack/a.py", "pack/owned.py"]
    (project.parent / "out" / "in").mkdir(parents=True)
    lay_out(project, files, project.parent / "out" / "in", DEFAULT.max_file_size)
    assert sorted(each.name for each in (project.parent / "out").rglob("*.py")) == ["a.py", "owned.py"]
    assert not (project.parent / "out" / "owned.py").exists()


def test_xml_is_hostile(project: Path, audit: Audit) -> None:
    secret = project.parent / "secret.txt"
    secret.write_text("very secret text")
    for name in ("junit.xml", "coverage.xml"):
        (project / name).write_text(LAUGHS.replace("{secret}", secret.as_uri()))
    status, out, err = audit()
    assert status == 0 and "very secret" not in out + err and "hahaha" not in out
    assert {entry["path"] for entry in json.loads(out)["notices"]} >= {"junit.xml", "coverage.xml"}


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"files": 7}', b"\xff\xfe", b'{"files": {"shop.py": [1e999]}}']
)
def test_json_is_hostile(project: Path, audit: Audit, data: bytes) -> None:
    (project / "coverage.json").write_bytes(data)
    assert "coverage.json" in {entry["path"] for entry in json.loads(audit()[1])["notices"]}
    status, _, err = audit("--baseline", "coverage.json")
    assert status == 2 and "baseline" in err and "next: " in err


def test_sqlite_is_hostile(project: Path, audit: Audit) -> None:
    import sqlite3

    with sqlite3.connect(project / ".coverage") as database:
        database.executescript(
            "CREATE TABLE meta (key, value); CREATE VIEW file AS SELECT load_extension('evil') AS path;"
            "CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT load_extension('evil'); END;"
        )
    assert ".coverage" in {entry["path"] for entry in json.loads(audit()[1])["notices"]}
    (project / ".coverage").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    assert ".coverage" in {entry["path"] for entry in json.loads(audit()[1])["notices"]}


@pytest.mark.parametrize(
    "text", ["[tool.pyramid]\nx = " + "[" * 50_000, "[tool.pyramid", "[tool.pyramid]\njobs = 'x'"]
)
def test_toml_is_hostile(project: Path, audit: Audit, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    status, _, err = audit()
    assert status == 2 and "pyproject.toml" in err and "next: " in err


def test_an_artifact_decides_nothing(audit: Audit) -> None:
    command = program.get_command(click.Context(program), "comment")
    assert command is not None
    required = {each.name for each in command.params if each.required}
    assert required == {"report", "head"}  # the commit comes from the run, not from the report
    assert not {"commit", "head", "pull", "number", "repository"} & set(json.loads(audit()[1]))
    for data in (b"", b"{}", b"[]", pickle.dumps({}), b'{"schema_version": "1"}', b"[" * 100_000):
        with pytest.raises(ReportError):
            decode_report(data)


def test_a_cache_that_came_along_is_not_believed(project: Path, audit: Audit) -> None:
    before = audit()[1]
    cache = project / ".pyramid_cache"
    shutil.copytree(cache, project / "copy")
    shutil.rmtree(cache)
    os.rename(project / "copy", cache)
    for file in cache.glob("answers-*"):
        file.write_bytes(pickle.dumps(print))
    assert audit()[1] == before
    victim = project.parent / "victim"
    victim.write_text("mine")
    for name in [file.name for file in cache.glob("*.db")]:
        (cache / name).unlink()
        (cache / name).symlink_to(victim)
    assert audit()[1] == before and victim.read_text() == "mine"


def test_the_project_is_not_changed(project: Path, audit: Audit) -> None:
    def state() -> dict[str, bytes]:
        files = (path for path in project.rglob("*") if path.is_file() and ".pyramid_cache" not in path.parts)
        return {str(path): path.read_bytes() for path in files}

    before = state()
    audit()
    assert state() == before


def test_names_are_inert(project: Path, audit: Audit) -> None:
    (project / "\x1b]0;owned\x07.py").write_text("def odd(total):\n    return 1 if total else 2\n")
    for form in format_names():
        assert not set("\x1b\x07") & set(audit(form=form)[1]), form


def test_an_audit_needs_no_secret(project: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-m", "pyramid", "audit", "-q", "--exit-zero"], cwd=project, env=environment,
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_a_token_is_no_option() -> None:
    context = click.Context(program)
    commands = [program.get_command(context, name) for name in program.list_commands(context)]
    names = {name for command in commands if command for each in command.params for name in each.opts}
    assert len(names) > 20
    assert not [name for name in names if re.search("token|secret|password|auth|key", name)]


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://127.0.0.1", "https://user:sesame@example.org", ""]
)
def test_a_token_stays_on_https(address: str) -> None:
    with pytest.raises(BotError) as caught:
        _refuse_insecure(address, "GITHUB_API_URL")
    assert "sesame" not in str(caught.value)
    _refuse_insecure("https://example.org", "GITHUB_API_URL")


def test_the_environment_is_not_told(project: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "ghs_VERYSECRETVALUE"
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DATABASE_URL"):
        monkeypatch.setenv(name, secret)
    told = "".join("".join(map(str, audit(form=form))) for form in format_names())
    assert secret not in told
    assert all(secret.encode() not in file.read_bytes() for file in (project / ".pyramid_cache").iterdir())


@pytest.mark.parametrize("name", ["engine", "shared-cache"])
def test_a_repository_sends_nothing_elsewhere(audit: Audit, project: Path, name: str) -> None:
    (project / "pyproject.toml").write_text(f'[tool.pyramid]\n{name} = "dask://127.0.0.1:1"\n')
    status, _, told = audit()
    assert status == 2 and name in told
    (project / "pyproject.toml").write_text('[project]\nname = "shop"\n')
    status, _, told = audit("--config", f"{name}=dask://127.0.0.1:1")
    assert status == 2 and name in told
