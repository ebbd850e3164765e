"""New findings are told from accepted ones, whatever moves; fixed ones are reported."""

from __future__ import annotations

import dataclasses
import json
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.advise import Accepted, BaselineError, accepted_findings, read_baseline, write_baseline
from pyramid.model.report import Report
from pyramid.settings import DEFAULT, Settings

CART = "tests/e2e/test_cart.py"
Again = Callable[..., Report]


@pytest.fixture
def accepted(audit, tmp_path: Path) -> Report:
    """The small repository, audited, and everything found in it accepted."""
    report = audit()
    text, number = pipeline.accept(tmp_path, [], dataclasses.replace(DEFAULT, cache=False, jobs=1))
    assert number == len(report.findings) > 5
    (tmp_path / "accepted.json").write_text(text, encoding="utf-8")
    return report


@pytest.fixture
def again(accepted, tmp_path: Path) -> Again:
    """Audit the repository as it now stands against what was accepted."""

    def ask(paths: tuple[str, ...] = (), **changed: object) -> Report:
        settings: Settings = dataclasses.replace(DEFAULT, cache=False, jobs=1, baseline="accepted.json")
        return pipeline.audit(tmp_path, paths, dataclasses.replace(settings, **changed))  # type: ignore[arg-type]

    return ask


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def edit(file: Path, change: Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    assert change(text) != text
    file.write_text(change(text), encoding="utf-8")


def test_what_was_accepted_is_silent_and_counted(again, accepted) -> None:
    report = again()
    assert (codes(report), report.recommendations, report.gaps) == ([], (), ())
    (told,) = [notice for notice in report.notices if notice.slug == "accepted-findings"]
    assert (told.path, told.status) == ("accepted.json", "note")
    assert told.reason == f"the baseline accepts {len(accepted.findings)} findings"
    assert report.pyramid == accepted.pyramid


def test_moved_lines_change_nothing(again, tmp_path: Path) -> None:
    for name in (CART, "shop/prices.py", "shop/views.py"):
        edit(tmp_path / name, lambda text: "# a line\n\n\n" + text.replace("\n\n", "\n\n\n"))
    assert codes(again()) == []


def test_reordered_tests_change_nothing(again, tmp_path: Path) -> None:
    def swap(text: str) -> str:
        head, cart, late = text.partition("def test_cart")[0], *text.split("def test_")[1:]
        return f"{head}def test_{late.rstrip()}\n\n\ndef test_{cart.rstrip()}\n"

    edit(tmp_path / CART, swap)
    assert codes(again()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [(CART, "tests/e2e/test_basket.py"), (CART, "tests/e2e/cart/test_it.py")],
)
def test_a_renamed_test_file_changes_nothing(again, tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / new).parent.mkdir(exist_ok=True)
    shutil.move(tmp_path / old, tmp_path / new)
    edit(tmp_path / new, lambda text: "# edited too\n" + text)
    assert codes(again()) == []


def test_a_renamed_module_changes_nothing(again, tmp_path: Path) -> None:
    shutil.move(tmp_path / "shop/prices.py", tmp_path / "shop/pricing.py")
    for name in ("shop/views.py", "tests/unit/test_prices.py"):
        edit(tmp_path / name, lambda text: text.replace("shop.prices", "shop.pricing"))
    assert codes(again()) == []


def test_a_copied_test_is_new(again, tmp_path: Path) -> None:
    shutil.copy(tmp_path / CART, tmp_path / "tests/e2e/test_copy.py")
    report = again()
    assert {finding.path for finding in report.findings} == {"tests/e2e/test_copy.py"}
    assert {card.check.partition(":")[0] for card in report.recommendations} == {"tests/e2e/test_copy.py"}


def test_a_new_check_is_new(again, tmp_path: Path) -> None:
    more = '    expect(page.locator("#tax")).to_have_text("1")\n'
    edit(tmp_path / CART, lambda text: text.replace("\n\ndef test_late", f"\n{more}\ndef test_late"))
    (found,) = again().findings
    assert (found.code, found.path) == ("PYR101", CART)


def test_a_fixed_one_is_told_at_its_place_in_the_baseline(again, tmp_path: Path) -> None:
    edit(
        tmp_path / CART, lambda text: text.replace('    expect(page.locator("#tax")).to_have_text("0")\n', "")
    )
    (found,) = again().findings
    assert (found.code, found.path, found.severity) == ("PYR903", "accepted.json", "note")
    line = (tmp_path / "accepted.json").read_text().splitlines()[found.line - 1]
    assert json.loads(line.strip().rstrip(","))["code"] == "PYR101"
    assert "tests/e2e/test_cart.py is fixed" in found.message


def test_a_deleted_file_is_fixed(again, tmp_path: Path) -> None:
    (tmp_path / CART).unlink()
    assert "PYR903" in codes(again())


def test_what_was_not_looked_at_is_not_fixed(again, tmp_path: Path) -> None:
    assert "PYR903" not in codes(again((str(tmp_path / "tests" / "unit"),)))
    (tmp_path / CART).write_text("def broken(:\n", encoding="utf-8")
    assert all(CART not in finding.message for finding in again().findings)


def test_what_was_found_with_other_evidence_is_not_fixed(again, tmp_path: Path) -> None:
    edit(
        tmp_path / CART, lambda text: text.replace('    expect(page.locator("#tax")).to_have_text("0")\n', "")
    )
    edit(
        tmp_path / "accepted.json", lambda text: text.replace('"evidence": "none"', '"evidence": "measured"')
    )
    assert codes(again()) == []


def test_codes_that_are_not_reported_are_not_fixed(again) -> None:
    assert codes(again(select=("PYR2",))) == []


def test_only_what_is_reported_is_accepted(accepted, tmp_path: Path) -> None:
    settings = dataclasses.replace(DEFAULT, cache=False, jobs=1, select=("PYR2",))
    text, number = pipeline.accept(tmp_path, [], settings)
    kept = read_baseline(text.encode(), "b.json").entries
    assert number == len(kept) == sum(code.startswith("PYR2") for code in codes(accepted))


def test_findings_about_comments_are_never_accepted(audit, tmp_path: Path) -> None:
    audit({"shop/more.py": "x = 1  # pyramid: ignore[PYR101] nothing here\n"})
    text, _ = pipeline.accept(tmp_path, [], dataclasses.replace(DEFAULT, cache=False, jobs=1))
    assert "PYR9" not in text


def test_a_suppressed_finding_is_not_accepted(again, tmp_path: Path) -> None:
    edit(
        tmp_path / CART,
        lambda text: text.replace('to_have_text("3")', 'to_have_text("3")  # pyramid: ignore[PYR103] seam'),
    )
    assert codes(again()) == ["PYR903"]


# The file


ENTRY = Accepted(
    id="a" * 16, content="b" * 16, code="PYR101", files=("a.py",), message="“x” \udcff\n", line=5
)


def test_the_file_gives_back_what_was_written() -> None:
    other = dataclasses.replace(ENTRY, id="c" * 16, line=6)
    read = read_baseline(write_baseline([ENTRY, other], "inferred").encode(), "b.json")
    assert (read.entries, read.evidence, read.path) == ((ENTRY, other), "inferred", "b.json")
    assert read_baseline(write_baseline([], "none").encode(), "b.json").entries == ()


def _with(**changed: object) -> bytes:
    table = json.loads(write_baseline([ENTRY], "none"))
    table["findings"][0].update(changed)
    return json.dumps(table).encode()


@pytest.mark.parametrize(
    ("data", "slug", "words"),
    [
        (b"", "broken-baseline", "not JSON"),
        (b"\xff", "broken-baseline", "UTF-8"),
        (b"[]", "broken-baseline", "not the file of a baseline"),
        (b"null", "broken-baseline", "not the file of a baseline"),
        (b'{"findings": {}}', "broken-baseline", "not the file of a baseline"),
        (b'{"findings": []}', "foreign-baseline", "None"),
        (b'{"schema_version": "2", "findings": []}', "foreign-baseline", "'2'"),
        (b'{"schema_version": "1", "findings": [7]}', "broken-baseline", "finding 1"),
        (_with(id=7), "broken-baseline", "finding 1"),
        (_with(files="a.py"), "broken-baseline", "finding 1"),
        (_with(files=[1]), "broken-baseline", "finding 1"),
        (_with(code=None), "broken-baseline", "finding 1"),
        (b'{\n<<<<<<< ours\n"x": 1\n=======\n}', "broken-baseline", "unsolved merge"),
        (b"[" * 100_000, "broken-baseline", "nesting"),
        (b'{"findings": ' + b"9" * 10_000 + b"}", "broken-baseline", ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_a_clear_error(data: bytes, slug: str, words: str) -> None:
    with pytest.raises(BaselineError) as caught:
        read_baseline(data, "b.json")
    assert (caught.value.slug, caught.value.path) == (slug, "b.json")
    assert words in caught.value.message
    assert "--write-baseline" in caught.value.fix


def test_a_broken_file_names_the_line() -> None:
    with pytest.raises(BaselineError) as caught:
        read_baseline(b'{\n"findings": [\n,]}', "b.json")
    assert caught.value.line == 3


def test_a_missing_file_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "analyse", None)
    with pytest.raises(BaselineError) as caught:
        pipeline.audit(tmp_path, [], dataclasses.replace(DEFAULT, baseline="gone.json"))
    assert caught.value.slug == "no-such-baseline"
    assert textwrap.shorten(caught.value.fix, 200).endswith("--write-baseline gone.json`.")


def test_a_folder_is_no_baseline(tmp_path: Path) -> None:
    with pytest.raises(BaselineError) as caught:
        accepted_findings(tmp_path, ".")
    assert caught.value.slug == "unreadable-baseline"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "b.json").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(BaselineError) as caught:
        accepted_findings(tmp_path, "b.json")
    assert caught.value.slug == "large-baseline"
