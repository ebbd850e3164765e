"""``pyramid comment``: what it needs, what it refuses, templates of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyramid.bot.registry import host_names

EVIL = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ first[0].__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{% include '/etc/passwd' %}",
    "{{ first.append(1) }}",
    "{{ nothing }}",
    "{{ 1 / 0 }}",
    "{% for",
    "x" * 100_001,
]


def test_the_hosts_are_the_modules_of_the_folder() -> None:
    assert host_names() == ("github", "gitlab")


def test_without_a_token_nothing_is_asked(
    host, comment, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.delenv("GITLAB_TOKEN", raising=False)
    ran = comment(report)
    assert ran.status == 0 and "no-token" in ran.err and host.state.asked == []


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://127.0.0.1", "https://user:sesame@example.org", "x"]
)
def test_a_token_is_not_sent_in_the_open(host, comment, report: Path, monkeypatch, address: str) -> None:
    monkeypatch.setenv("GITHUB_API_URL", address)
    monkeypatch.setenv("CI_SERVER_URL", address)
    ran = comment(report)
    assert ran.status == 0 and "insecure-address" in ran.err and "sesame" not in ran.err


def test_outside_a_job_the_host_must_be_named(host, comment, report: Path, monkeypatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITLAB_CI", raising=False)
    ran = comment(report)
    assert "unknown-host" in ran.err and "--host github or gitlab" in ran.err


@pytest.mark.parametrize("head", ["HEAD", "abc", "a" * 39, "A" * 40, "a" * 40 + "/../x"])
def test_a_head_is_a_whole_commit_id(host, comment, report: Path, head: str) -> None:
    ran = comment(report, head=head)
    assert ran.status == 2 and "no-commit" in ran.err and host.state.asked == []


def test_an_id_has_no_markup(host, comment, report: Path) -> None:
    ran = comment(report, "--id", "x --><script>")
    assert ran.status == 2 and "wrong-id" in ran.err


def test_a_template_of_ones_own(host, comment, report: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.jinja"
    file.write_text("{{ total }} for {{ commit | code }}: {{ first[0].message }}", encoding="utf-8")
    comment(report, "--template", str(file))
    (made,) = host.state.comments
    assert made["body"].startswith("<!-- pyramid:comment default -->")
    assert "1 for `aaaaaaaaaaaa`: The subtotal is decided by" in made["body"]


@pytest.mark.parametrize("text", EVIL)
def test_a_template_stays_in_its_sandbox(host, comment, report: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.jinja"
    file.write_text(text, encoding="utf-8")
    ran = comment(report, "--template", str(file))
    assert ran.status == 0
    assert "-template)" in ran.err and "Traceback" not in ran.err
    assert host.state.said() == []


def test_a_dry_run_asks_nobody(host, comment, report: Path) -> None:
    ran = comment(report, "--dry-run")
    assert ran.out.startswith("**8 findings in what this change touches: 4 end-to-end checks")
    assert host.state.asked == []


def test_the_golden_comment(comment, report: Path) -> None:
    golden = Path(__file__).parent / "golden" / "comment.md"
    assert comment(report, "--dry-run").out == golden.read_text(encoding="utf-8")
