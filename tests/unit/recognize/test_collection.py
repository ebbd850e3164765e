"""What test runners collect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pyramid.model.meaning import TestCase
from pyramid.recognize import find_tests, recognize
from pyramid.rulebook import Rules


@pytest.fixture
def collect(link, rules: Rules):  # type: ignore[no-untyped-def]
    def collected(tree: dict[str, str], **patterns: tuple[str, ...]) -> dict[str, TestCase]:
        program = link(tree)
        runners = [replace(each, **patterns) for each in rules.knowledge.test_conventions] if patterns else ()
        tests = find_tests(program, recognize(program, rules), rules, runners)
        return {test.id: test for test in tests}

    return collected


def test_inherited_tests_belong_to_the_class_that_inherits(collect) -> None:  # type: ignore[no-untyped-def]
    tests = collect(
        {
            "base.py": "class Shared:\n    def test_shared(self): ...\n",
            "test_a.py": "from base import Shared\n\n\nclass TestA(Shared):\n    def test_own(self): ...\n",
        }
    )
    assert sorted(tests) == ["test_a.py::TestA::test_own", "test_a.py::TestA::test_shared"]
    inherited = tests["test_a.py::TestA::test_shared"]
    assert (inherited.path, inherited.symbol) == ("test_a.py", "base.Shared.test_shared")


def test_set_up_fixtures_and_markers(collect) -> None:  # type: ignore[no-untyped-def]
    tests = collect(
        {
            "conftest.py": "import pytest\n@pytest.fixture\ndef cart(): ...\n",
            "test_a.py": """
                import pytest
                import unittest
                pytestmark = [pytest.mark.slow]

                def setup_module(): ...

                @pytest.mark.e2e
                def test_function(cart): ...

                class Case(unittest.TestCase):
                    def setUp(self): ...
                    def test_case(self): ...
                """,
        }
    )
    function = tests["test_a.py::test_function"]
    assert function.markers == ("e2e", "slow")
    assert function.setup == ("conftest.cart", "test_a.setup_module")
    assert "test_a.Case.setUp" in tests["test_a.py::Case::test_case"].setup


def test_configured_patterns(collect) -> None:  # type: ignore[no-untyped-def]
    files = {"specs.py": "def it_works(): ...\ndef test_no(): ...\n"}
    assert not collect(files)
    found = collect(files, files=("specs.py",), functions=("it_*",))
    assert list(found) == ["specs.py::it_works"]


def test_a_class_of_a_test_base_is_collected_wherever_its_file_is_run_from(collect) -> None:  # type: ignore[no-untyped-def]
    tests = collect(
        {
            "e2e_test_a.py": """
                import unittest

                class TestA(unittest.TestCase):
                    def test_own(self): ...

                def test_alone(): ...
                """,
        },
        files=("test_*.py",),
    )
    assert sorted(tests) == ["e2e_test_a.py::TestA::test_own"]


def test_what_others_build_on_is_no_test_of_its_own(collect) -> None:  # type: ignore[no-untyped-def]
    tests = collect(
        {
            "testing.py": """
                import unittest

                class Base(unittest.TestCase):
                    def test_shared(self): ...
                """,
            "test_a.py": "from testing import Base\n\n\nclass TestA(Base):\n    def test_own(self): ...\n",
        },
        files=("test_*.py",),
    )
    assert sorted(tests) == ["test_a.py::TestA::test_own", "test_a.py::TestA::test_shared"]
