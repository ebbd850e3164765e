"""One comment, on each host, over real HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def test_a_finding_in_what_changed_is_one_comment(host, comment, report: Path) -> None:
    ran = comment(report)
    assert (ran.status, ran.out) == (0, "")
    assert "commented on #7" in ran.err
    (made,) = host.state.comments
    assert made["body"].startswith("<!-- pyramid:comment default -->\n")
    assert "`tests/e2e/checks.py:11`" in made["body"]
    assert "checks.py:13" not in made["body"]
    assert "commit `aaaaaaaaaaaa`" in made["body"]


def test_the_same_again_changes_nothing(host, comment, report: Path) -> None:
    comment(report)
    before = host.state.said()
    assert "nothing to say" in comment(report).err
    assert host.state.said() == before


def test_resolved_then_silent_then_open_again(host, comment, report: Path, clean: Path) -> None:
    comment(report)
    assert "resolved the comment on #7" in comment(clean).err
    (made,) = host.state.comments
    assert "**Resolved.**" in made["body"]
    before = host.state.said()
    host.state.pulls[1]["sha"] = "c" * 40
    assert "nothing to say" in comment(clean, head="c" * 40).err
    assert host.state.said() == before
    comment(report, head="c" * 40)
    (made,) = host.state.comments
    assert "`tests/e2e/checks.py:11`" in made["body"]


def test_nothing_to_say_is_not_said(host, comment, clean: Path) -> None:
    comment(clean)
    assert host.state.said() == []


def test_old_debts_stay_silent(host, comment, report: Path) -> None:
    host.state.files = [{"filename": "README.md", "status": "modified", "patch": "@@ -1 +1 @@\n-a\n+b"}]
    comment(report)
    assert host.state.said() == []


@pytest.mark.parametrize("patch", ["@@ -100,0 +102,1 @@\n+    x = 1", None])
def test_a_changed_function_that_decides_speaks_of_its_checks(host, comment, report: Path, patch) -> None:
    host.state.files = [
        {"filename": "shop/pricing.py", "status": "modified", **({"patch": patch} if patch else {})}
    ]
    comment(report)
    (made,) = host.state.comments
    assert "`tests/e2e/checks.py:11`" in made["body"] and "PYR201" in made["body"]


def test_a_removed_file_is_not_touched(host, comment, report: Path) -> None:
    host.state.files[0]["status"] = "removed"
    comment(report)
    assert host.state.said() == []


def test_drafts_are_left_alone(host, comment, report: Path) -> None:
    host.state.pulls[1]["draft"] = True
    assert "#7 is a draft" in comment(report).err
    assert host.state.said() == []


def test_a_commit_that_is_not_the_newest_is_left_alone(host, comment, report: Path) -> None:
    assert "no open pull request" in comment(report, head="d" * 40).err
    assert host.state.said() == []


def test_every_page_is_read(host, comment, report: Path) -> None:
    host.state.pulls = [{"number": n, "sha": f"{n:040x}"} for n in range(1, 230)] + host.state.pulls
    host.state.files = [{"filename": f"a{n}.py", "status": "modified"} for n in range(250)] + host.state.files
    for number in range(250):
        host.state.add(f"talk {number}", "ann")
    comment(report)
    for number in range(250):
        host.state.add(f"more {number}", "ann")
    comment(report)
    assert len(host.state.mine()) == 1


def test_two_of_ours_become_one(host, comment, report: Path) -> None:
    first = host.state.add("<!-- pyramid:comment default -->\nold")
    host.state.add("<!-- pyramid:comment default -->\nolder")
    comment(report)
    (left,) = host.state.mine()
    assert left["id"] == first["id"] and "`tests/e2e/checks.py:11`" in left["body"]


def test_comments_of_others_are_not_ours(host, comment, report: Path) -> None:
    theirs = host.state.add("<!-- pyramid:comment default -->\nspoof", "mallory")
    quoted = host.state.add("> <!-- pyramid:comment default -->")
    comment(report)
    assert theirs["body"].endswith("spoof") and quoted["body"].startswith(">")
    assert len(host.state.comments) == 3


def test_ids_keep_comments_apart(host, comment, report: Path) -> None:
    comment(report, "--id", "backend")
    comment(report, "--id", "frontend")
    assert len(host.state.mine()) == 2


@pytest.mark.parametrize("status", ["401", "403", "404", "422"])
def test_a_refusal_is_told_at_once_and_fails_no_job(host, comment, report: Path, status: str) -> None:
    host.state.fail = lambda method, path: (status, {}) if method == "POST" else None
    ran = comment(report)
    assert ran.status == 0
    assert "warning: " in ran.err and "next: " in ran.err and "the job goes on" in ran.err
    assert len(host.state.said()) == 1


def test_a_host_that_never_recovers_is_left_alone(host, comment, report: Path) -> None:
    host.state.fail = lambda method, path: ("502", {})
    ran = comment(report)
    assert ran.status == 0 and "host-busy" in ran.err
    assert len(host.state.asked) == 6


def test_a_host_that_is_not_there_fails_no_job(host, comment, report: Path, monkeypatch) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("CI_SERVER_URL", "http://127.0.0.1:9")
    ran = comment(report)
    assert ran.status == 0 and "host-unreachable" in ran.err


def test_a_comment_that_was_written_before_the_cut_is_not_written_again(host, comment, report: Path) -> None:
    failures = iter([("cut-after", {})])
    host.state.fail = lambda method, path: next(failures, None) if method == "POST" else None
    assert comment(report).status == 0
    assert len(host.state.comments) == 1


def test_garbage_is_no_answer(host, comment, report: Path) -> None:
    host.state.pulls = [{"number": 7, "sha": {"not": "a text"}}]
    ran = comment(report)
    assert ran.status == 0 and host.state.said() == []


def test_a_long_wait_is_not_waited_for(github, comment, report: Path) -> None:
    github.state.fail = lambda method, path: ("403", {"Retry-After": "3600"})
    assert "host-busy" in comment(report).err
    assert len(github.state.asked) == 1


def test_a_resolved_comment_is_folded_and_shown_again(github, comment, report: Path, clean: Path) -> None:
    comment(report)
    (made,) = github.state.comments
    comment(clean)
    assert github.state.folded == {f"N{made['id']}": True}
    comment(report)
    assert github.state.folded == {f"N{made['id']}": False}


def test_a_host_that_does_not_fold_does_no_harm(github, comment, report: Path, clean: Path) -> None:
    comment(report)
    github.state.fail = lambda method, path: ("403", {}) if path == "/graphql" else None
    assert "resolved" in comment(clean).err


def test_a_token_of_a_person_knows_its_own_comments(github, comment, report: Path) -> None:
    github.state.user_type, github.state.login = "User", "dora"
    github.state.add("<!-- pyramid:comment default -->\nfrom a bot", "other[bot]", "Bot")
    comment(report)
    comment(report)
    assert len(github.state.mine()) == 1 and len(github.state.comments) == 2


def test_the_token_is_sent_in_the_header_alone(host, comment, report: Path, servers) -> None:
    comment(report)
    assert all(servers.TOKEN not in path for _, path in host.state.asked)
    assert servers.TOKEN not in json.dumps(host.state.comments)


def test_a_project_below_the_top_of_its_repository(host, comment, report: Path) -> None:
    table = json.loads(report.read_bytes())
    table["prefix"] = "apps/backend"
    report.write_text(json.dumps(table), encoding="utf-8")
    comment(report)
    assert host.state.comments == []  # the file of that name at the top is another one
    for file in host.state.files:
        file["filename"] = f"apps/backend/{file['filename']}"
    comment(report)
    (made,) = host.state.comments
    assert "`apps/backend/tests/e2e/checks.py:11`" in made["body"]
