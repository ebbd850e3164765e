"""How right the source was about what tests reach, where it is known what they ran."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.analysis import Analysis
from pyramid.model.layers import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Of the pairs of a recorded test and a function of the application: ``recall`` is the share of
    those that ran which the call graph finds, ``precision`` the share of what it finds that ran (0..1)."""

    tests: int
    recall: float
    precision: float


def accuracy_of(analysis: Analysis) -> Accuracy | None:
    """The call graph against the record; None when no test was recorded, or nothing ran or was found.

    Only functions count whose execution the record could tell.
    """
    recorded = analysis.coverage.recorded_tests()
    tests = [test for test in analysis.tests if test.id in recorded]
    bits: dict[str, int] = {}
    for number, test in enumerate(tests):
        bits[test.id] = bits.get(test.id, 0) | 1 << number
    reached = analysis.graph.starts_reaching([test.symbol for test in tests]) if tests else {}
    ran = found = both = 0
    for name, entry in analysis.coverage.functions.items():
        if not entry.lines or analysis.roles.get(name, Role.TEST) is Role.TEST:
            continue
        measured = 0
        for test_id in entry.tests:
            measured |= bits.get(test_id, 0)
        static = reached.get(name, 0)
        ran += measured.bit_count()
        found += static.bit_count()
        both += (measured & static).bit_count()
    if not ran or not found:
        return None
    return Accuracy(tests=len({test.id for test in tests}), recall=both / ran, precision=both / found)
