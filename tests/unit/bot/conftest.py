"""Hosts on the loopback interface, a report, and the command line of the bot."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pyramid.bot import posting
from pyramid.cli import main

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "render" / "sample.json"


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"pyramid_test_{name}", HERE / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def servers() -> ModuleType:
    """The hosts' module."""
    return _module("servers")


@pytest.fixture(scope="session")
def described(servers: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """GitHub behind its published description; each test sets the state it needs."""
    module = _module("described")
    folder = module.packages()
    if folder is None:
        said = "npm has not installed @octokit/openapi and @stoplight/prism-cli; .ci/run does"
        pytest.fail(said) if module.needed() else pytest.skip(said)
    with module.serving(folder, tmp_path_factory.mktemp("described")) as front:
        yield front


@pytest.fixture(params=["github", "gitlab"])
def host(
    request: pytest.FixtureRequest, servers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Each host in turn, with an open pull request that changed some lines."""
    yield from _host(request.param, servers, monkeypatch)


@pytest.fixture
def github(servers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """GitHub alone."""
    yield from _host("github", servers, monkeypatch)


@pytest.fixture
def published(described: Any, servers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """That host with an open pull request, for the command line; nothing that it was asked may be wrong."""
    _no_host(monkeypatch)
    monkeypatch.setattr(posting, "sleep", lambda seconds: None)
    state = servers.State()
    state.pulls = [{"number": 4, "sha": "b" * 40}, {"number": 7, "sha": servers.HEAD}]
    state.files = [
        {"filename": "tests/e2e/checks.py", "status": "modified", "patch": "@@ -9,2 +9,3 @@\n a\n b\n+c\n d"}
    ]
    described.state = described.upstream.state = state
    for key, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_TOKEN": servers.TOKEN,
        "GITHUB_REPOSITORY": "acme/shop",
        "GITHUB_API_URL": described.address,
    }.items():
        monkeypatch.setenv(key, value)
    yield described
    assert state.strangers == []


def _no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in (
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "GITLAB_TOKEN",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "http_proxy",
        "HTTP_PROXY",
    ):
        monkeypatch.delenv(key, raising=False)


def _host(name: str, servers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    _no_host(monkeypatch)
    monkeypatch.setattr(posting, "sleep", lambda seconds: None)
    handler = servers.GitHub if name == "github" else servers.GitLab
    with servers.serving(handler) as server:
        state = server.state
        state.pulls = [{"number": 4, "sha": "b" * 40}, {"number": 7, "sha": servers.HEAD}]
        state.files = [
            {
                "filename": "tests/e2e/checks.py",
                "status": "modified",
                "patch": "@@ -9,2 +9,3 @@\n a\n b\n+c\n d",
            }
        ]
        given = {
            "github": {
                "GITHUB_ACTIONS": "true",
                "GITHUB_TOKEN": servers.TOKEN,
                "GITHUB_REPOSITORY": "acme/shop",
            },
            "gitlab": {"GITLAB_CI": "true", "GITLAB_TOKEN": servers.TOKEN, "CI_PROJECT_ID": "12"},
        }[name]
        given["GITHUB_API_URL" if name == "github" else "CI_SERVER_URL"] = server.address
        for key, value in given.items():
            monkeypatch.setenv(key, value)
        yield server
        assert state.strangers == []


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report of the formats' tests, as an artifact."""
    file = tmp_path / "report.json"
    file.write_bytes(SAMPLE.read_bytes())
    return file


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A report without findings, as an artifact."""
    table = json.loads(SAMPLE.read_bytes())
    table.update(findings=[], recommendations=[], gaps=[])
    file = tmp_path / "clean.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    return file


@pytest.fixture
def comment(capsys: pytest.CaptureFixture[str], servers: ModuleType) -> Callable[..., Ran]:
    """Run ``pyramid comment`` in this process; its output never holds the token."""

    def call(report: Path, *arguments: str, head: str = servers.HEAD) -> Ran:
        status = main(["comment", str(report), "--head", head, *arguments])
        captured = capsys.readouterr()
        assert servers.TOKEN not in captured.out + captured.err
        return Ran(int(status), captured.out, captured.err)

    return call
