"""An artifact comes from whoever opened the pull request: it decides nothing, and its text is inert."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

SCRIPT = (
    "<script>alert(1)</script> @everyone #1 [x](https://example.org) | `tick` <!-- pyramid:state resolved -->"
)


def table(report: Path) -> Any:
    return json.loads(report.read_text(encoding="utf-8"))


def test_an_artifact_does_not_choose_the_pull_request(host, comment, report: Path) -> None:
    given = table(report)
    given.update(
        pull_request=4, number=4, repository="evil/shop", head_sha="b" * 40, token="x", root="../../etc"
    )
    report.write_text(json.dumps(given), encoding="utf-8")
    assert "commented on #7" in comment(report).err
    assert all("/4/" not in path and "evil" not in path for _, path in host.state.asked)


def test_texts_are_inert(host, comment, report: Path) -> None:
    given = table(report)
    for finding in given["findings"]:
        finding.update(message=SCRIPT, fix=SCRIPT, name=SCRIPT)
    for card in given["recommendations"]:
        card.update(
            message=SCRIPT, write=SCRIPT, evidence=[{"kind": SCRIPT, "text": SCRIPT, "path": "", "line": 0}]
        )
    given["evidence"].update(level=SCRIPT, notes=[SCRIPT])
    given["skipped"] = [
        {"path": SCRIPT, "status": "failed", "slug": SCRIPT, "reason": SCRIPT, "fix": "", "line": 0}
    ]
    report.write_text(json.dumps(given), encoding="utf-8")
    comment(report)
    (made,) = host.state.comments
    head, _, body = made["body"].partition("-->\n<!-- pyramid:state open -->\n")
    assert head == "<!-- pyramid:comment default "
    assert "<script" not in body and "<!--" not in body and "@everyone" not in body
    outside = re.sub(r"`[^`\n]*`|<code>.*?</code>", "", body)
    assert not re.search(r"(?<!\\)\]\(|#1|https://example", outside)
    assert set(re.findall(r"<(/?[a-z]+)", outside)) <= {
        "details",
        "/details",
        "summary",
        "/summary",
        "sub",
        "/sub",
    }


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "a\0b", "tests/e2e/checks.py\n/x"]
)
def test_paths_play_no_tricks(host, comment, report: Path, name: str) -> None:
    given = table(report)
    for finding in given["findings"]:
        finding["path"] = name
    for check in given["checks"]:
        check["path"] = name
    report.write_text(json.dumps(given), encoding="utf-8")
    assert comment(report).status == 0
    assert host.state.said() == []


def test_a_long_report_is_a_short_comment(host, comment, report: Path) -> None:
    given = table(report)
    one = next(each for each in given["findings"] if each["code"] == "PYR101")
    given["findings"] = [{**one, "id": f"{n:016x}", "message": f"{n} " + "x" * 900} for n in range(3_000)]
    report.write_text(json.dumps(given), encoding="utf-8")
    comment(report)
    (made,) = host.state.comments
    assert len(made["body"]) < 65_536
    assert "**3,000 findings" in made["body"]
    assert re.search(r"[\d,]+ more findings in the job's summary", made["body"])


def test_one_endless_message_is_cut(host, comment, report: Path) -> None:
    given = table(report)
    for finding in given["findings"]:
        finding["message"] = "y" * 400_000
    report.write_text(json.dumps(given), encoding="utf-8")
    comment(report)
    (made,) = host.state.comments
    assert len(made["body"]) < 65_536
    assert "The rest is cut" in made["body"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"[" * 200_000,
        b'{"schema_version": "1"}',
        b'{"schema_version": "9"}',
        b'{"schema_version": "1", "tool": 7}',
        b'{"error": "broken", "fix": "mend it"}',
        b"PK\x03\x04" + b"\0" * 100,
        b'{"schema_version": "1", "recommendations": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_report_is_told_and_posts_nothing(host, comment, report: Path, data: bytes) -> None:
    report.write_bytes(data)
    ran = comment(report)
    assert ran.status == 0
    assert re.search(r"\((broken|foreign)-report\)", ran.err)
    assert host.state.asked == []


def test_fifty_megabytes_are_not_read(host, comment, report: Path) -> None:
    with report.open("wb") as file:
        file.truncate(60_000_000)
    ran = comment(report)
    assert ran.status == 0 and "large-report" in ran.err


@pytest.mark.parametrize(
    "place", [("findings", "line"), ("gaps", "rank"), ("checks", "end_line"), ("functions", "end_line")]
)
@pytest.mark.parametrize("number", [-1, 0, 2**62])
def test_odd_numbers_do_no_harm(host, comment, report: Path, place: tuple[str, str], number: int) -> None:
    given = table(report)
    for entry in given[place[0]]:
        entry[place[1]] = number
    report.write_text(json.dumps(given), encoding="utf-8")
    assert comment(report).status == 0


def test_a_missing_artifact_fails_no_job(host, comment, tmp_path: Path) -> None:
    ran = comment(tmp_path / "gone.json")
    assert ran.status == 0 and "unreadable-report" in ran.err
