"""Advice: where each end-to-end check belongs, and which logic lacks tests."""

from pyramid.advise.accuracy import Accuracy, accuracy_of
from pyramid.advise.advise import Advice, advise, price
from pyramid.advise.baseline import Accepted, Audited, Baseline, accepted_of, compare
from pyramid.advise.baseline_file import BaselineError, accepted_findings, read_baseline, write_baseline
from pyramid.advise.changed import Before, Change, before_of, only_changed
from pyramid.advise.comments import has_suppressions
from pyramid.advise.ignores import with_unused_ignores
from pyramid.advise.moves import moved_tests
from pyramid.advise.suppressions import suppress

__all__ = [
    "Accepted",
    "Accuracy",
    "Advice",
    "Audited",
    "Baseline",
    "BaselineError",
    "Before",
    "Change",
    "accepted_findings",
    "accepted_of",
    "accuracy_of",
    "advise",
    "before_of",
    "compare",
    "has_suppressions",
    "moved_tests",
    "only_changed",
    "price",
    "read_baseline",
    "suppress",
    "with_unused_ignores",
    "write_baseline",
]
