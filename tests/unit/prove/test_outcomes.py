"""What runners say on the screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pyramid.prove.outcomes import read_lines

TESTS = """import sys, unittest


class Rules(unittest.TestCase):
    def test_good(self):
        "With a sentence of its own."
        print("noise of a test ... FAIL")

    def test_bad(self):
        self.fail("no")

    def test_error(self):
        raise ValueError

    @unittest.skip("why")
    def test_skipped(self): ...

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("known")

    def test_one_part_is_wrong(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)


class NoSetup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError

    def test_never(self): ...


class Unable(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("no browser")

    def test_never(self): ...
"""
OUTCOMES = {
    "Rules.test_good": "passed",
    "Rules.test_bad": "failed",
    "Rules.test_error": "failed",
    "Rules.test_skipped": "skipped",
    "Rules.test_expected": "passed",
    "Rules.test_one_part_is_wrong": "failed",
    "NoSetup.test_never": "failed",
    "Unable.test_never": "skipped",
}


def test_every_outcome_of_a_real_run(tmp_path: Path) -> None:
    (tmp_path / "t.py").write_text(TESTS)
    names = {f"t.py::{name}": f"t.{name}" for name in (*OUTCOMES, "Rules.test_not_there")}
    command = [sys.executable, "-m", "unittest", "-v", *list(names.values())[:-1]]
    ran = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert read_lines(ran.stdout, names) == {f"t.py::{name}": told for name, told in OUTCOMES.items()}


def test_the_names_of_older_interpreters() -> None:
    text = "test_x (pkg.t.Rules)\nIts sentence. ... ok\ntest_y (pkg.t.Rules) ... skipped 'no'\n"
    names = {"a": "pkg.t.Rules.test_x", "b": "pkg.t.Rules.test_y", "c": "pkg.t.Rules.test_z"}
    assert read_lines(text, names) == {"a": "passed", "b": "skipped"}


@pytest.mark.parametrize("text", ["", "Segmentation fault", "test_x (t.Rules.test_x) ... "])
def test_a_run_that_broke_off_says_nothing(text: str) -> None:
    assert read_lines(text, {"a": "t.Rules.test_x"}) == {}
