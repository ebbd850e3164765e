"""The bot against GitHub's own published description: no request and no answer may differ from it."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

import pytest


def test_written_edited_resolved_and_silent(published, comment, report: Path, clean: Path) -> None:
    assert "commented on #7" in comment(report).err
    (made,) = published.state.comments
    before = published.state.said()
    assert "nothing to say" in comment(report).err
    assert published.state.said() == before
    assert "resolved the comment on #7" in comment(clean).err
    assert "**Resolved.**" in made["body"] and published.state.folded == {f"N{made['id']}": True}
    assert "updated the comment on #7" in comment(report).err
    assert len(published.state.comments) == 1 and published.state.folded == {f"N{made['id']}": False}


def test_a_comment_on_the_third_page_is_found(published, comment, report: Path) -> None:
    for number in range(210):
        published.state.add(f"remark {number}", login=f"user-{number}")
    comment(report)
    for number in range(30):
        published.state.add(f"more {number}", login=f"user-{number}")
    assert "nothing to say" in comment(report).err
    assert len(published.state.mine()) == 1


def test_two_of_ours_become_one(published, comment, report: Path) -> None:
    for _ in range(2):
        published.state.add("<!-- pyramid:comment default -->\nold")
    comment(report)
    assert len(published.state.mine()) == 1


def test_a_draft_is_left_alone(published, comment, report: Path) -> None:
    published.state.pulls[1]["draft"] = True
    assert "is a draft" in comment(report).err
    assert published.state.said() == []


def test_two_hundred_runs_in_bad_weather(published, comment, report: Path, clean: Path, servers) -> None:
    """One request in five fails: never two comments, never a failed job, never a token in any output."""
    told = 0
    for seed in range(200):
        published.state.fail = servers.unlucky(seed)
        ran = comment(report if seed % 3 else clean)
        assert ran.status == 0
        assert servers.TOKEN not in ran.out + ran.err
        assert all(servers.TOKEN not in each["body"] for each in published.state.comments)
        assert len(published.state.mine()) <= 1
        told += "warning" not in ran.err
    assert told > 100
    published.state.fail = lambda method, path: None
    comment(report)
    assert len(published.state.mine()) == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/repos/acme/shop/issues/7/comments", {"text": "the field is called body"}),
        ("POST", "/repos/acme/shop/issues/7/comments", {"body": 7}),
        ("GET", "/repos/acme/shop/pulls?state=opened", None),
        ("GET", "/repos/acme/shop/nowhere", None),
    ],
)
def test_the_description_has_teeth(described, servers, method: str, path: str, body: object) -> None:
    described.state = described.upstream.state = servers.State()
    connection = http.client.HTTPConnection(described.address.removeprefix("http://"), timeout=30)
    headers = {"Authorization": f"token {servers.TOKEN}", "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    assert connection.getresponse().status >= 400
    connection.close()
    assert described.state.strangers


def test_a_wrong_answer_is_seen_too(described, servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What we answer in the host's place is held against the description as well."""
    described.state = described.upstream.state = servers.State()
    described.state.pulls = [{"number": "seven", "sha": servers.HEAD}]
    connection = http.client.HTTPConnection(described.address.removeprefix("http://"), timeout=30)
    connection.request(
        "GET", "/repos/acme/shop/pulls?state=open", None, {"Authorization": f"token {servers.TOKEN}"}
    )
    assert connection.getresponse().status >= 500
    connection.close()
    assert described.state.strangers
