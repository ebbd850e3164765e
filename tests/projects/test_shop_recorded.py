"""The shop's browser tests, recorded while gunicorn serves the shop: what was inferred is measured."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pyramid.cli import main
from pyramid.model.report import CheckEntry, Report
from pyramid.pipeline import audit
from pyramid.settings import load_settings
from pyramid_recorder.records import read

ROOT = Path(__file__).resolve().parents[2]
SHOP = Path(__file__).parent / "shop"
SERVER = ROOT / "tests" / "oracle" / "shop"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shop, its end-to-end tests recorded and nothing else."""
    ignored = shutil.ignore_patterns(".pyramid_cache", ".coverage", ".pyramid-record")
    root = Path(shutil.copytree(SHOP, tmp_path_factory.mktemp("recorded") / "shop", ignore=ignored))
    dropped = ("PYTEST_", "COV_", "COVERAGE_", "PYRAMID_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(SERVER)])
    command = ["-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "-p", "shop_server"]
    command += ["-p", "pyramid_recorder.testing.plugin", "--pyramid-record", "tests/e2e"]
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return root


@pytest.fixture(scope="module")
def inferred(shop: Path) -> Report:
    records, aside = shop / ".pyramid-records", shop.parent / "aside"
    records.rename(aside)
    report = audit(shop, [], load_settings(shop, []))
    aside.rename(records)
    return report


@pytest.fixture(scope="module")
def measured(shop: Path, inferred: Report) -> Report:
    assert main(["combine", "--root", str(shop)]) == 0
    return audit(shop, [], load_settings(shop, []))


def ran(check: CheckEntry) -> list[str]:
    return [item.text for item in check.evidence if item.kind == "measured"]


def test_every_test_is_on_record(shop: Path, measured: Report) -> None:
    tests = {name.partition("[")[0] for name, _, _ in read([shop / ".pyramid-record"]).tests()}
    assert tests == {test.id for test in measured.tests if test.path.startswith("tests/e2e/")}


def test_the_evidence_turns_from_inferred_to_measured(inferred: Report, measured: Report) -> None:
    assert (inferred.evidence.level, measured.evidence.level) == ("inferred", "measured")
    assert measured.evidence.sources == (".pyramid-record",)
    assert any("39 recorded tests" in note for note in measured.evidence.notes)
    assert not any(map(ran, inferred.checks))
    moving = [check for check in measured.checks if check.target in ("unit", "api") and check.decided_by]
    assert len(moving) == 46 and len(measured.checks) == 61  # as the README says
    assert all(any(text.startswith("recorded: the test ran ") for text in ran(check)) for check in moving)
    assert all(
        {"measured"} <= {item.kind for item in card.evidence}
        for card in measured.recommendations
        if card.seam
    )


def test_what_is_struck_out_was_never_run(shop: Path, measured: Report) -> None:
    functions = {
        name.partition("[")[0]: {(place.file, place.name) for place in own | setup}
        for name, own, setup in read([shop / ".pyramid-record"]).tests()
    }
    struck = 0
    for check in measured.checks:
        ran_by_any = set().union(*(functions[test] for test in check.test))
        for text in ran(check):
            for name in text.partition("the test never ran ")[2].removesuffix(" …").split(", "):
                module, _, function = name.rpartition(".")
                struck += bool(name)
                assert (f"{module.replace('.', '/')}.py", function) not in ran_by_any
    assert struck > 10
    struck_out = [
        check for check in measured.checks if any("the test never ran" in text for text in ran(check))
    ]
    assert len(struck_out) == 28  # as the README says


def test_the_tests_of_a_line_come_from_the_record(shop: Path, measured: Report, capsys) -> None:
    lines = (shop / "shop" / "orders.py").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("def can_cancel"))
    assert main(["tests", f"shop/orders.py:{line}", "--root", str(shop)]) == 0
    said = capsys.readouterr().out
    assert "measured" in said and "test_order_states.py" in said
