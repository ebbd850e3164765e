"""All results of an audit together."""

from __future__ import annotations

from .test_formats import PYTHON, SUREFIRE
from .test_sources import packed

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_what_matches_and_what_does_not(load) -> None:
    strange = PYTHON.replace("tests.unit.test_stock", "tests.unit.test_gone").replace("<skipped/>", "")
    found = load(**{"a.xml": strange, "b.xml": SUREFIRE})
    assert sorted(found.tests) == [
        "src/test/java/com/acme/PriceTest.java::PriceTest::rounds",
        "tests/unit/test_cart.py::TestCart::test_total",
        "tests/unit/test_cart.py::test_total",
    ]
    assert found.sources == ("a.xml", "b.xml")
    (missing,) = found.unmatched
    assert missing.name == "tests.unit.test_gone.test_label" and missing.source == "a.xml"
    assert [notice.slug for notice in found.notices] == ["results-not-matched"]


def test_the_commit_in_the_name_of_an_artifact_tells_flakes(load) -> None:
    fails = PYTHON.replace('<property name="commit" value="abc"/>', "")
    passes = fails.replace('<failure message="no"/>', "")
    found = load(
        **{
            f"run-1-{COMMIT}.zip": packed(**{"j.xml": fails}),
            f"run-2-{COMMIT}.zip": packed(**{"j.xml": passes}),
        }
    )
    history = found.tests["tests/unit/test_cart.py::TestCart::test_total"]
    assert (found.runs, history.flaky, history.flake_rate) == (2, 1, 0.5)
    assert found.tests["tests/unit/test_cart.py::test_total"].flaky == 0


def test_the_usual_place_is_found_and_nothing_is_said_when_there_is_none(load, tmp_path) -> None:
    from pyramid.results import load_results

    from .conftest import TESTS

    assert load_results(tmp_path, (), TESTS).notices == ()
    (tmp_path / "junit.xml").write_text(PYTHON)
    assert load_results(tmp_path, (), TESTS).sources == ("junit.xml",)


def test_tests_of_a_moved_file_are_counted_and_told(load) -> None:
    moved = PYTHON.replace(
        '"tests.unit.test_stock" name="test_label"', '"tests.old.test_x" name="test_only_here"'
    )
    found = load(**{"a.xml": moved.replace("<skipped/>", "")})
    assert "tests/api/test_moved.py::test_only_here" in found.tests
    assert [notice.slug for notice in found.notices] == ["results-moved"]
