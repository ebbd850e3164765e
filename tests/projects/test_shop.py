"""The shop: its own suite runs in a real browser, and the audit's answer is compared with the one
stated by hand for each of its end-to-end checks (``shop/expected-checks.toml``).

An entry with ``todo`` is a known miss: it must fail, and is to be cleared once it passes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pyramid.model.report import CheckEntry, Report
from pyramid.pipeline import audit
from pyramid.settings import load_settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SHOP = Path(__file__).parent / "shop"
EXPECTED = tomllib.loads((SHOP / "expected-checks.toml").read_text(encoding="utf-8"))["check"]
MOVES = {"unit", "api"}


def _line(entry: dict[str, object]) -> int:
    """The line of an expected check: its text's nth occurrence in its file."""
    source = (SHOP / str(entry["path"])).read_text(encoding="utf-8").splitlines()
    lines = [number for number, text in enumerate(source, 1) if text.strip() == entry["text"]]
    return lines[int(str(entry.get("nth", 1))) - 1]


def _name(entry: dict[str, object]) -> str:
    return f"{entry['path']}:{_line(entry)}"


def _copy(folder: Path) -> Path:
    """A copy outside version control: there the recording must be younger than the sources."""
    root = Path(shutil.copytree(SHOP, folder / "shop", ignore=shutil.ignore_patterns(".pyramid_cache")))
    (root / ".coverage").touch()
    return root


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The audit of the shop with the coverage that is kept beside it."""
    root = _copy(tmp_path_factory.mktemp("recorded"))
    return audit(root, [], load_settings(root, []))


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The shop's own suite, run here with coverage by test."""
    root = _copy(tmp_path_factory.mktemp("fresh"))
    (root / ".coverage").unlink()
    command = [sys.executable, "-m", "pytest", "--cov", "--cov-context=test", "-q", "-p", "no:cacheprovider"]
    dropped = ("PYTEST_", "COV_", "COVERAGE_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True), root


@pytest.fixture(scope="session")
def checks(recorded: Report) -> dict[tuple[str, int], CheckEntry]:
    return {(check.path, check.start_line): check for check in recorded.checks}


def test_its_suite_passes_in_a_real_browser(
    fresh: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = fresh
    closing = done.stdout.strip().splitlines()[-1]
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in closing and "passed" in closing


def test_a_fresh_recording_gives_the_same_answer(
    fresh: tuple[subprocess.CompletedProcess[str], Path], recorded: Report
) -> None:
    _, root = fresh
    report = audit(root, [], load_settings(root, []))
    assert report.evidence.level == "measured"
    placed = [(check.path, check.line, check.kind, check.target) for check in report.checks]
    assert placed == [(check.path, check.line, check.kind, check.target) for check in recorded.checks]


def test_every_check_is_found_once_and_nothing_else(
    checks: dict[tuple[str, int], CheckEntry], recorded: Report
) -> None:
    assert set(checks) == {(entry["path"], _line(entry)) for entry in EXPECTED}
    assert len(recorded.checks) == len(EXPECTED)


@pytest.mark.parametrize("entry", EXPECTED, ids=_name)
def test_a_check_belongs_to_the_tests_that_reach_it(
    entry: dict[str, object], checks: dict[tuple[str, int], CheckEntry]
) -> None:
    assert set(checks[str(entry["path"]), _line(entry)].test) == set(entry["tests"])  # type: ignore[call-overload]


@pytest.mark.parametrize("entry", EXPECTED, ids=_name)
def test_the_target_is_the_one_stated(
    entry: dict[str, object], checks: dict[tuple[str, int], CheckEntry], request: pytest.FixtureRequest
) -> None:
    _may_miss(request, entry, "target")
    found = checks[str(entry["path"]), _line(entry)]
    assert found.target in {entry["target"], *entry["alt"]}  # type: ignore[misc]


@pytest.mark.parametrize("entry", [e for e in EXPECTED if e["decided_by"]], ids=_name)
def test_the_deciding_function_is_among_the_first_three(
    entry: dict[str, object], checks: dict[tuple[str, int], CheckEntry], request: pytest.FixtureRequest
) -> None:
    _may_miss(request, entry, "decided_by")
    found = checks[str(entry["path"]), _line(entry)]
    wanted = {entry["decided_by"], *entry.get("also_decided_by", [])}  # type: ignore[misc,attr-defined]
    assert wanted & {decider.function for decider in found.decided_by[:3]}


@pytest.mark.parametrize("entry", EXPECTED, ids=_name)
def test_no_check_moves_that_must_stay(
    entry: dict[str, object], checks: dict[tuple[str, int], CheckEntry]
) -> None:
    defended = {entry["target"], *entry["alt"]}  # type: ignore[misc]
    if not defended & MOVES:
        assert checks[str(entry["path"]), _line(entry)].target not in MOVES


def test_a_check_with_a_lower_twin_is_thinned(recorded: Report) -> None:
    cards = {card.id: card for card in recorded.recommendations}
    label = next(check for check in recorded.checks if check.text.startswith("expect(product.stock)"))
    assert label.recommendation is not None
    assert (cards[label.recommendation].code, cards[label.recommendation].action) == ("PYR103", "thin")


def test_the_shape_is_a_cone_and_a_lying_folder_is_told(recorded: Report) -> None:
    assert recorded.pyramid.name == "ice-cream-cone"
    lying = [finding for finding in recorded.findings if finding.code == "PYR401"]
    assert {finding.path for finding in lying} == {"tests/unit/test_reports.py"}


def test_gaps_are_measured(recorded: Report) -> None:
    gaps = {gap.function: gap for gap in recorded.gaps}
    assert gaps["shop.pricing.loyalty_points"].code == "PYR202"
    assert gaps["shop.orders.can_cancel"].code == "PYR201"
    assert gaps["shop.orders.can_cancel"].evidence == "measured"


def _may_miss(request: pytest.FixtureRequest, entry: dict[str, object], part: str) -> None:
    missed = entry.get("todo", {})
    if part in missed:  # type: ignore[operator]
        request.applymarker(pytest.mark.xfail(strict=True, reason=missed[part]))  # type: ignore[index]
