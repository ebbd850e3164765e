"""Records of the recorder: whole functions by test, next to lines of coverage."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from coverage import CoverageData

from pyramid.cover import export_coverage, load_coverage
from pyramid.cover.recording import CoverageFileError
from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import Certainty, EvidenceKind, LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase
from pyramid_recorder.records import read, write
from pyramid_recorder.sources import digest

CART = """\
import functools

def total(items):
    return sum(items)

@functools.cache
def rate():
    return 1

class Cart:
    def tax(self):
        return rate()
"""
UNIT, E2E, BUY = "tests/test_cart.py::test_total", "tests/test_web.py::test_buy", "00000001-00000001"
SEED, OTHER = "00000001-00000002", "00000001-00000003"


def case(node: str) -> TestCase:
    path, _, name = node.partition("::")
    return TestCase(id=node, path=path, line=1, end_line=2, symbol=f"{path}.{name}", runner="any")


TESTS = tuple(map(case, (UNIT, E2E)))
VERDICTS = {
    test.symbol: LayerVerdict(layer=layer, certainty=Certainty.CERTAIN)
    for test, layer in zip(TESTS, (TestLayer.UNIT, TestLayer.E2E), strict=True)
}
HEADER = {"pyramid_record": 1, "kind": "process"}


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Path]:
    """A process's record, for the source as it is unless another hash is given."""

    def make(*lines: list[object], name: str = ".pyramid-record", source: str = "") -> Path:
        known = source or digest(str(tmp_path / "shop/cart.py"))
        rows = [HEADER, ["file", 0, "shop/cart.py", known], ["test", BUY, f"{E2E}[chromium]", 1.0], *lines]
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return make


@pytest.fixture
def load(program: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CoverageReport]:
    monkeypatch.delenv("COVERAGE_FILE", raising=False)
    sources = program({"shop/cart.py": CART})
    return lambda *data: load_coverage(tmp_path, data, sources, TESTS, VERDICTS)


RATE, TAX = ["ran", BUY, 0, 6, "rate"], ["ran", BUY, 0, 11, "tax"]


def runners(report: CoverageReport) -> dict[str, tuple[str, ...]]:
    return {name.removeprefix("shop.cart."): entry.tests for name, entry in report.functions.items()}


def test_functions_are_measured_and_have_no_share(load: Callable, told: Callable) -> None:
    told(RATE, TAX)
    report = load()
    assert report.evidence is EvidenceKind.MEASURED and report.has_contexts
    assert runners(report) == {"total": (), "rate": (E2E,), "Cart.tax": (E2E,)}
    assert [(entry.lines, entry.total, dict(entry.by_layer)) for entry in report.functions.values()] == [
        (1, None, {})
    ] * 3
    assert report.recorded == {E2E}
    assert not report.notices


def test_uncombined_records_are_read_too(load: Callable, told: Callable) -> None:
    told(RATE, name=".pyramid-records/process-a.jsonl")
    told(TAX, name=".pyramid-records/process-b.jsonl")
    assert runners(load()) == {"total": (), "rate": (E2E,), "Cart.tax": (E2E,)}


def test_next_to_lines_of_coverage(load: Callable, told: Callable, record: Callable) -> None:
    record({f"{UNIT}|run": {"shop/cart.py": [4]}})
    told(TAX)
    report = load()
    assert runners(report) == {"total": (UNIT,), "rate": (), "Cart.tax": (E2E,)}
    tax = report.functions["shop.cart.Cart.tax"]
    assert (tax.total, dict(tax.by_layer)) == (0, {TestLayer.UNIT: 0})
    assert report.recorded == {UNIT, E2E}


def test_a_changed_file_is_refused(load: Callable, told: Callable) -> None:
    told(TAX, source="0" * 32)
    report = load()
    assert not report.functions
    assert [notice.slug for notice in report.notices] == ["coverage-stale"]


def test_what_a_wider_fixture_ran_belongs_to_its_tests(load: Callable, told: Callable) -> None:
    told(["fixture", SEED, "seed (session)", 1.0], ["uses", BUY, SEED], ["ran", SEED, 0, 6, "rate"])
    assert runners(load())["rate"] == (E2E,)


def test_a_thread_that_outlives_its_test_works_for_nobody(load: Callable, told: Callable) -> None:
    told(["ended", BUY, 10.0], [*RATE, 9.0], [*TAX, 11.0])
    assert runners(load()) == {"total": (), "rate": (E2E,), "Cart.tax": ()}


def test_a_request_without_a_recorder_is_an_error(load: Callable, told: Callable) -> None:
    told(["sent", BUY, "http://127.0.0.1:8000"])
    (notice,) = load().notices
    assert (notice.slug, notice.severity) == ("label-without-recorder", "error")
    assert "tests/test_web.py::test_buy" in notice.message
    told(["sent", BUY, "http://127.0.0.1:8000"], ["request", BUY, "127.0.0.1:8000"])
    assert not load().notices


LINES: tuple[list[object], ...] = (RATE, ["line", BUY, 0, 8], ["line", SEED, 0, 4], ["line", "", 0, 12])


def test_lines_count_as_lines(load: Callable, told: Callable) -> None:
    told(*LINES)
    report = load()
    assert {name: entry.total for name, entry in report.functions.items()} == {
        "shop.cart.total": 0,
        "shop.cart.rate": 1,
        "shop.cart.Cart.tax": 0,
    }
    assert dict(report.functions["shop.cart.rate"].by_layer) == {TestLayer.E2E: 1}


@pytest.mark.parametrize("relative", [True, False])
def test_lines_can_be_read_by_every_coverage_tool(
    told: Callable, load: Callable, tmp_path: Path, relative
) -> None:
    (tmp_path / ".coveragerc").write_text(f"[run]\nrelative_files = {relative}\n")
    path = told(*LINES, ["fixture", SEED, "seed"], ["uses", BUY, SEED])
    assert export_coverage(read([path]), tmp_path / "out", tmp_path) == ()
    data = CoverageData(basename=str(tmp_path / "out"))
    data.read()
    name = "shop/cart.py" if relative else str((tmp_path / "shop/cart.py").resolve())
    assert data.contexts_by_lineno(name) == {
        8: [f"{E2E}[chromium]|run"],
        4: [f"{E2E}[chromium]|setup"],
        12: [""],
    }


def test_lines_of_a_changed_file_are_not_exported(told: Callable, load: Callable, tmp_path: Path) -> None:
    path = told(*LINES, source="0" * 32)
    assert export_coverage(read([path]), tmp_path / "out", tmp_path) == ("shop/cart.py",)


def test_a_record_of_functions_has_no_lines_to_export(told: Callable, load: Callable, tmp_path: Path) -> None:
    with pytest.raises(CoverageFileError, match="no lines"):
        export_coverage(read([told(TAX)]), tmp_path / "out", tmp_path)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ('{"pyramid_record":2}\n', "record-version"),
        ('{"pyramid_record":1}\n["ran","",7,1,"f"]\n', "record-damaged"),
        ('{"pyramid_record":1}\n["unknown"]\n', "record-damaged"),
        ('{"pyramid_record":1}\nno json\n', "record-damaged"),
        ('{"pyramid_record":1}\n3\n', "record-damaged"),
    ],
)
def test_a_broken_record_is_told(text: str, slug: str, load: Callable, tmp_path: Path) -> None:
    (tmp_path / ".pyramid-record").write_text(text)
    (notice,) = load().notices
    assert (notice.slug, notice.path, notice.severity) == (slug, ".pyramid-record", "error")
    assert notice.fix


def test_a_process_that_was_ended_before_its_first_line_says_nothing(told: Callable, tmp_path: Path) -> None:
    path = told(["ran", BUY, 0, 3, "total"], name="records/one.jsonl")
    (path.parent / "two.jsonl").write_bytes(b"")
    assert read([path.parent]).askers == read([path]).askers
    assert read([path]).askers


def test_putting_together_loses_nothing(told: Callable, load: Callable, tmp_path: Path) -> None:
    lines = (*LINES, [*TAX, 5.0], ["uses", BUY, SEED], ["fixture", SEED, "seed"], ["ended", BUY, 6.0])
    asked = (["sent", BUY, "http://a"], ["request", BUY, "a"], ["error", "words"])
    once = read([told(*lines, *asked)])
    write(once, tmp_path / "combined")
    twice = read([tmp_path / "combined"])
    assert twice == once
    write(read([tmp_path / "combined", tmp_path / "combined"]), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "combined").read_bytes()
