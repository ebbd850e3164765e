import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid.cover import load_coverage
from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import Certainty, EvidenceKind, LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase

CART = """\
import os
RATE = 1

def total(items):
    result = 0
    for item in items:
        result += item
    return result

class Cart:
    def tax(self):
        return RATE

def unused():
    return os
"""
FILES = {"shop/cart.py": CART}
UNIT, E2E = "tests/test_cart.py::test_total", "tests/test_web.py::test_buy"
IMPORT = [1, 2, 4, 10, 11, 14]
LATER, SOONER = 2_000_000_000, 1_000_000_000


def case(node: str) -> TestCase:
    return TestCase(
        id=node,
        path=node.partition("::")[0],
        line=1,
        end_line=2,
        symbol=node.replace("::", "."),
        runner="any",
    )


TESTS = (case(UNIT), case(E2E))
VERDICTS = {
    test.symbol: LayerVerdict(layer=layer, certainty=Certainty.CERTAIN)
    for test, layer in zip(TESTS, (TestLayer.UNIT, TestLayer.E2E), strict=True)
}
RUNS = {
    "": {"shop/cart.py": IMPORT},
    f"{UNIT}[1]|run": {"shop/cart.py": [5, 6, 8]},
    f"{UNIT}[2]|run": {"shop/cart.py": [5, 6, 7, 8]},
    f"{E2E}|setup": {"shop/cart.py": [12]},
    f"{E2E}|run": {"shop/cart.py": [5, 6]},
}


@pytest.fixture
def load(program: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CoverageReport]:
    for name in ("COVERAGE_FILE", "COVERAGE_CORE"):
        monkeypatch.delenv(name, raising=False)
    sources = program(FILES)
    os.utime(tmp_path / "shop/cart.py", (SOONER, SOONER))

    def run(*data: str, tests: tuple[TestCase, ...] = TESTS, **options: object) -> CoverageReport:
        return load_coverage(tmp_path, data, sources, tests, VERDICTS, **options)

    return run


def slugs(report: CoverageReport) -> list[str]:
    assert all(notice.message and notice.fix for notice in report.notices)
    return [notice.slug for notice in report.notices]


def test_shares_per_layer(load: Callable, record: Callable) -> None:
    record(RUNS)
    report = load()
    assert report.evidence is EvidenceKind.MEASURED
    assert (report.sources, report.has_contexts, report.notices) == ((".coverage",), True, ())
    total = report.functions["shop.cart.total"]
    assert (total.lines, total.total) == (4, 1.0)
    assert total.by_layer == {TestLayer.UNIT: 1.0, TestLayer.E2E: 0.5}
    assert total.tests == (UNIT, E2E)


def test_what_ran_in_the_setup_of_a_test_ran_for_it(load: Callable, record: Callable) -> None:
    record(RUNS)
    tax = load().functions["shop.cart.Cart.tax"]
    assert (tax.total, tax.tests) == (1.0, (E2E,))
    assert tax.by_layer == {TestLayer.UNIT: 0.0, TestLayer.E2E: 1.0}


def test_layers_that_were_not_recorded_are_left_out(load: Callable, record: Callable) -> None:
    record({"": {"shop/cart.py": IMPORT}, f"{UNIT}|run": {"shop/cart.py": [5]}})
    unused = load().functions["shop.cart.unused"]
    assert (unused.total, unused.by_layer, unused.tests) == (0.0, {TestLayer.UNIT: 0.0}, ())


def test_lines_run_at_import_only_do_not_count(load: Callable, record: Callable) -> None:
    record({**RUNS, "": {"shop/cart.py": [*IMPORT, 15]}})
    report = load()
    assert report.functions["shop.cart.unused"].total == 0.0
    assert slugs(report) == ["coverage-outside-tests"]
    assert "1 functions ran outside every test (shop.cart.unused)" in report.notices[0].message


def test_without_contexts_there_are_totals_only(load: Callable, record: Callable) -> None:
    record({"": {"shop/cart.py": [*IMPORT, 5, 6]}})
    report = load()
    total = report.functions["shop.cart.total"]
    assert (total.total, total.by_layer, total.tests) == (0.5, {}, ())
    assert (report.has_contexts, slugs(report)) == (False, ["coverage-without-contexts"])
    assert "--cov-context=test" in report.notices[0].fix


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ('[tool.coverage.run]\ncore = "sysmon"\n', "coverage-sysmon"),
        ('[tool.coverage.run]\ndynamic_context = "test_function"\n', "coverage-contexts-lost"),
        ("[tool.coverage.run]\nbranch = true\n", "coverage-without-contexts"),
        ("[tool.coverage.run]\nbranch = 7 8\n", "coverage-without-contexts"),
    ],
)
def test_why_there_are_no_contexts(
    load: Callable, record: Callable, tmp_path: Path, text: str, slug: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    record({"": {"shop/cart.py": IMPORT}})
    assert slugs(load()) == [slug]


def test_the_core_may_be_named_by_the_environment(
    load: Callable, record: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COVERAGE_CORE", "sysmon")
    record({"": {"shop/cart.py": IMPORT}})
    assert slugs(load()) == ["coverage-sysmon"]


def test_no_data_at_all(load: Callable) -> None:
    report = load()
    assert (report.evidence, report.functions, slugs(report)) == (EvidenceKind.NONE, {}, ["coverage-none"])


def test_a_named_file_that_is_missing(load: Callable) -> None:
    assert slugs(load("gone/.coverage")) == ["coverage-not-found"]


def test_the_environment_names_the_file(
    load: Callable, record: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COVERAGE_FILE", str(record(RUNS, "elsewhere.data")))
    assert load().sources == ("elsewhere.data",)


def test_the_variable_may_name_what_is_not_there(
    load: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COVERAGE_FILE", str(tmp_path / "nowhere"))
    (tmp_path / "coverage.lcov").write_text("SF:shop/cart.py\nDA:5,1\nend_of_record\n")
    assert [(notice.slug, notice.path) for notice in load().notices] == [("coverage-not-found", "nowhere")]


def test_the_configuration_names_the_file(load: Callable, record: Callable, tmp_path: Path) -> None:
    (tmp_path / ".coveragerc").write_text("[run]\ndata_file = data/all.db\n")
    (tmp_path / "data").mkdir()
    record(RUNS, "data/all.db")
    assert load().sources == ("data/all.db",)


def test_parallel_files_are_read_together(load: Callable, record: Callable, tmp_path: Path) -> None:
    record({f"{UNIT}|run": {"shop/cart.py": [5, 6]}}, ".coverage.host.pid1.Xaa")
    record({f"{E2E}|run": {"shop/cart.py": [8]}}, ".coverage.host.pid2.Xbb")
    (tmp_path / ".coverage.notes").write_text("no data")
    report = load()
    assert slugs(report) == ["coverage-not-combined"]
    assert report.functions["shop.cart.total"].by_layer == {TestLayer.UNIT: 0.5, TestLayer.E2E: 0.25}
    assert report.functions["shop.cart.total"].total == 0.75


def test_newer_parallel_files_beside_the_combined_one_are_told(
    load: Callable, record: Callable, tmp_path: Path
) -> None:
    record(RUNS)
    record(RUNS, ".coverage.host.pid1.Xaa")
    os.utime(tmp_path / ".coverage.host.pid1.Xaa", (LATER, LATER))
    report = load()
    assert (slugs(report), report.sources) == (["coverage-not-combined"], (".coverage",))


def test_contexts_of_other_tests(load: Callable, record: Callable) -> None:
    record({**RUNS, "tests/test_gone.py::test_x|run": {"shop/cart.py": [15]}})
    report = load()
    assert slugs(report) == ["coverage-unmatched-contexts"]
    assert report.notices[0].severity == "note"
    assert "1 of 5 contexts" in report.notices[0].message
    unused = report.functions["shop.cart.unused"]
    assert (unused.total, unused.tests) == (1.0, ())
    assert set(unused.by_layer.values()) == {0.0}


def test_labels_are_no_tests(load: Callable, record: Callable) -> None:
    record({"nightly": {"shop/cart.py": [5]}})
    assert slugs(load()) == ["coverage-label-contexts"]


def test_data_of_another_tree(load: Callable, record: Callable) -> None:
    record({f"{UNIT}|run": {"/elsewhere/other.py": [1]}})
    report = load()
    assert slugs(report) == ["coverage-other-tree"]
    assert (report.evidence, report.sources) == (EvidenceKind.NONE, ())


def test_data_without_files(load: Callable, record: Callable) -> None:
    record({})
    assert slugs(load()) == ["coverage-other-tree"]


def test_data_of_another_machine(load: Callable, record: Callable) -> None:
    record(
        {context: {f"/ci/{path}": lines for path, lines in files.items()} for context, files in RUNS.items()}
    )
    report = load()
    assert slugs(report) == ["coverage-moved"]
    assert report.functions["shop.cart.total"].total == 1.0


def test_a_file_that_was_measured_and_never_ran(load: Callable, record: Callable) -> None:
    record({}, touch=["shop/cart.py"])
    assert load().functions["shop.cart.total"].total == 0.0


def test_files_that_were_not_measured_have_no_share(
    program: Callable, record: Callable, tmp_path: Path, load: Callable
) -> None:
    record(RUNS)
    both = program({**FILES, "shop/other.py": "def f():\n    return 1\n"})
    os.utime(tmp_path / "shop/cart.py", (SOONER, SOONER))
    assert "shop.other.f" not in load_coverage(tmp_path, (), both, TESTS, VERDICTS).functions


def assert_stale(report: CoverageReport) -> None:
    assert report.stale == {"shop/cart.py"}
    assert "coverage-stale" in slugs(report)
    assert report.functions == {}


@pytest.mark.parametrize("line", [9, 16, 99])
def test_a_recorded_line_that_is_no_code_makes_the_file_stale(
    load: Callable, record: Callable, line: int
) -> None:
    record({f"{UNIT}|run": {"shop/cart.py": [5, line]}})
    assert_stale(load())


def test_a_file_written_after_the_run_is_stale(load: Callable, record: Callable, tmp_path: Path) -> None:
    record(RUNS)
    os.utime(tmp_path / "shop/cart.py", (LATER, LATER))
    assert_stale(load())
    assert load().notices[0].message.startswith("1 file changed since the recording (shop/cart.py)")


def test_a_tree_that_was_checked_out_with_its_data_is_not_stale(
    load: Callable, record: Callable, tmp_path: Path
) -> None:
    record(RUNS)
    report = load()
    for path, moment in ((tmp_path / ".coverage", 1000.0), (tmp_path / "shop/cart.py", 1000.5)):
        os.utime(path, (moment, moment))
    assert load() == report
    os.utime(tmp_path / "shop/cart.py", (1010, 1010))
    assert_stale(load())


def test_version_control_knows_better(load: Callable, record: Callable, tmp_path: Path) -> None:
    record(RUNS)
    asked = []

    def changed(*question: Path) -> frozenset[str]:
        asked.append(question)
        return frozenset(["shop/cart.py"])

    assert_stale(load(changed_since=changed))
    assert asked == [(tmp_path, tmp_path / ".coverage")]
    os.utime(tmp_path / "shop/cart.py", (LATER, LATER))
    assert load(changed_since=lambda *_: frozenset()).stale == frozenset()


def test_a_file_that_one_recording_still_fits_is_not_stale(load: Callable, record: Callable) -> None:
    record({f"{UNIT}|run": {"shop/cart.py": [5, 99]}}, "old")
    record({f"{UNIT}|run": {"shop/cart.py": [5]}}, "new")
    report = load("old", "new")
    assert report.stale == frozenset()
    assert report.functions["shop.cart.total"].total == 0.25


def test_reports_have_totals_only(load: Callable, tmp_path: Path) -> None:
    (tmp_path / "coverage.lcov").write_text("SF:shop/cart.py\nDA:5,1\nDA:6,0\nend_of_record\n")
    os.utime(tmp_path / "coverage.lcov", (LATER, LATER))
    report = load()
    assert slugs(report) == ["coverage-report-without-contexts"]
    assert report.functions["shop.cart.total"].total == 0.25


def test_data_is_preferred_to_a_report(load: Callable, record: Callable, tmp_path: Path) -> None:
    (tmp_path / "coverage.lcov").write_text("SF:shop/cart.py\nDA:5,1\nend_of_record\n")
    record(RUNS)
    assert load().sources == (".coverage",)


def test_damaged_data_counts_for_nothing(load: Callable, record: Callable) -> None:
    runs = {
        f"{UNIT}[{number}]|run": {"shop/cart.py": [5], f"x{number}.py": range(99)} for number in range(400)
    }
    path = record({**RUNS, **runs})
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\x55" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    report = load()
    assert slugs(report) == ["coverage-damaged"]
    assert (report.functions, report.sources) == ({}, ())


def test_the_data_is_not_touched(load: Callable, record: Callable) -> None:
    path = record(RUNS)
    before = path.read_bytes()
    load()
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.glob(".coverage*")) == [".coverage"]
