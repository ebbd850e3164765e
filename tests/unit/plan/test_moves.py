"""The order of moves, and the ledger of what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pyramid.model.evidence import ProofEntry
from pyramid.model.report import RecommendationEntry, Seam
from pyramid.plan import LedgerError, moves_of, read_ledger, state_counts, updated, write_ledger

SAFE = ProofEntry(faults=3, safe=True, layers=())


def card(id_: str, function: str = "a.f", **more: object) -> RecommendationEntry:
    values: dict[str, object] = {
        "code": "PYR101",
        "test": ("t.py::test_a",),
        "check": f"t.py:{len(id_)}",
        "text": f"expect({id_})",
        "from_": "e2e",
        "to": "unit",
        "action": "add-then-thin",
        "seam": Seam(function=function, path="a.py", line=1, callable=True),
        "path": (),
        "message": "",
        "instead": "",
        "write": "",
        "write_in": "t_f.py",
        "stays": "",
        "confidence": "likely",
        "evidence": (),
    }
    return RecommendationEntry(id=id_, **{**values, **more})  # type: ignore[arg-type]


def test_the_checks_of_a_function_are_one_move_and_the_best_for_its_work_is_first() -> None:
    moves = moves_of(
        [card("1", saves_seconds=2.0), card("22", saves_seconds=3.0), card("3", "a.g", saves_seconds=4.5)],
        "likely",
    )
    assert [(m.function, m.seconds, m.work, m.worth) for m in moves] == [
        ("a.g", 4.5, 1.0, 4.5),
        ("a.f", 5.0, 1.25, 4.0),
    ]


def test_thinning_is_less_work_and_an_api_test_more() -> None:
    thin = card("1", action="thin", saves_seconds=1.0)
    api = card("2", "a.g", to="api", saves_seconds=1.0)
    assert [m.work for m in moves_of([api, thin], "likely")] == [0.25, 2.0]


def test_the_floor() -> None:
    cards = [card("1", "a.f", confidence="guess"), card("2", "a.g"), card("3", "a.h", confidence="certain")]
    found = {floor: len(moves_of(cards, floor)) for floor in ("guess", "likely", "certain")}
    assert found == {"guess": 3, "likely": 2, "certain": 1}


def test_without_durations_checks_count() -> None:
    moves = moves_of([card("1", "a.a"), card("2", "a.b"), card("3", "a.b")], "likely")
    assert moves[0].function == "a.b"


def test_planned_written_proven_thinned() -> None:
    first = [card("1"), card("22"), card("333"), card("4444")]
    lines = updated({}, first, add=first)
    assert {line.state for line in lines.values()} == {"planned"}
    later = [card("1"), card("x2", text="expect(22)", action="thin", code="PYR103"), card("333", proof=SAFE)]
    counts = state_counts(updated(lines, later))
    assert (counts.planned, counts.written, counts.proven, counts.thinned) == (1, 1, 1, 1)


def test_what_is_not_planned_is_not_added_by_an_audit() -> None:
    assert updated({}, [card("1")]) == {}
    assert len(updated({}, [card("1"), card("22")], add=[card("1")])) == 1


def test_equal_checks_are_told_apart() -> None:
    cards = [card("1", text="same"), replace(card("1", text="same"), id="2", check="t.py:9")]
    assert len(updated({}, cards, add=cards)) == 2


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "ledger.json"
    assert read_ledger(file) == {}
    lines = updated({}, [card("1")], add=[card("1")])
    file.write_text(write_ledger(lines))
    assert read_ledger(file) == lines and write_ledger(read_ledger(file)) == file.read_text()
    file.write_text(write_ledger({}))
    assert read_ledger(file) == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "9", "lines": []}', '{"schema": "1", "lines": [{}]}']
)
def test_a_damaged_ledger_is_told_and_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ledger.json"
    file.write_text(text)
    with pytest.raises(LedgerError) as error:
        read_ledger(file)
    assert error.value.slug == "ledger-damaged" and file.read_text() == text
