"""``pyramid plan``, ``write`` and ``prove`` on whole projects."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

SHOP = Path(__file__).resolve().parents[2] / "projects" / "shop"
RULES = "def is_free(amount):\n    return amount >= 10\n"
UNIT = """import unittest
from shop.rules import is_free


class Rules(unittest.TestCase):
    def test_is_free(self):
        self.assertIs(is_free(10), True)
        self.assertIs(is_free(9), False)
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy outside version control: there the recording must be younger than the sources."""
    root = Path(shutil.copytree(SHOP, tmp_path_factory.mktemp("moving") / "shop"))
    (root / ".coverage").touch()
    return root


def test_plan_and_its_ledger(shop: Path, tmp_path: Path, run) -> None:
    ledger = tmp_path / "ledger.json"
    plan = json.loads(run("plan", "--root", str(shop), "--format", "json", "--ledger", str(ledger)).out)
    assert plan["exact"] and plan["weight"] <= plan["greedy_weight"]
    assert 0 < len(plan["staying"]) < plan["tests"] == len(plan["staying"]) + len(plan["gone"])
    assert len(plan["moves"]) > 10 and plan["to_unit"] and plan["to_api"]
    lines = json.loads(ledger.read_text())["lines"]
    assert len(lines) == plan["to_unit"] + plan["to_api"]
    told = run(
        "audit", "--root", str(shop), "--config", f"ledger={ledger}", "--format", "json", "--exit-zero"
    )
    counts = json.loads(told.out)["ledger"]
    assert sum(counts.values()) == len(lines) and counts["planned"] and not counts["thinned"]


def test_write_shows_first_and_writes_when_asked(shop: Path, run) -> None:
    file = shop / "tests" / "unit" / "test_pricing.py"
    before = file.read_text()
    shown = run("write", "shop.pricing.subtotal", "--root", str(shop))
    assert shown.status == 0 and "+def test_subtotal(lines, expected) -> None:" in shown.out.splitlines()
    assert file.read_text() == before
    run("write", "shop.pricing.subtotal", "--root", str(shop), "--apply")
    written = file.read_text()
    assert '(..., "€125.00")' in written and 'assert lines is not ..., "fill in lines"' in written
    assert not [line for line in before.splitlines() if "import" not in line and line not in written]
    file.write_text(before)


def test_write_needs_a_card(shop: Path, run) -> None:
    failed = run("write", "shop.pricing.loyalty_points", "--root", str(shop))
    assert failed.status == 2 and "write-no-card" in failed.err


def test_prove_keeps_what_it_finds(project: Path, run) -> None:
    for name, text in {
        "shop/rules.py": RULES,
        "shop/__init__.py": "",
        "tests/unit/test_rules.py": UNIT,
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    ran = run("prove", "shop.rules.is_free", "--python", sys.executable, "--format", "json")
    assert ran.status == 0, ran.err
    (proof,) = json.loads(ran.out)
    assert [layer["layer"] for layer in proof["layers"]] == ["unit"] and not proof["safe"]
    assert {trial["outcome"] for each in proof["faults"] for trial in each["trials"]} == {"caught"}
    assert (project / ".pyramid_cache" / "proofs-1.json").is_file()


def test_prove_needs_a_test_and_a_subject(project: Path, run) -> None:
    (project / "rules.py").write_text(RULES)
    assert "prove-no-test" in run("prove", "rules.is_free").err
    assert run("prove").status == 2


def test_nothing_measured_is_lost_by_the_plan(shop: Path, run) -> None:
    plan = json.loads(run("plan", "--root", str(shop), "--format", "json").out)
    assert len(plan["kept"]) > 50 and all(each["by"] and each["measured"] for each in plan["kept"])
    shown = run("plan", "--root", str(shop), "--all").out
    assert "Nothing measured is lost" in shown and "Still run" in shown


def test_of_several_functions_the_ones_without_a_test_are_told(project: Path, run) -> None:
    more = "\n\ndef nobody(amount):\n    return amount + 1\n"
    for name, text in {
        "shop/rules.py": RULES + more,
        "shop/__init__.py": "",
        "tests/unit/test_rules.py": UNIT,
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    names = ("shop.rules.nobody", "shop.rules.is_free")
    ran = run("prove", *names, "--python", sys.executable, "--format", "json", "--faults", "1")
    proofs = {proof["function"]: proof for proof in json.loads(ran.out)}
    assert [notice["slug"] for notice in proofs[names[0]]["notices"]] == ["prove-no-test"]
    assert len(proofs[names[1]]["faults"]) == 1
