"""Advice: where each end-to-end check belongs, and which logic lacks tests."""

from pyramid.advise.accuracy import Accuracy, accuracy_of
from pyramid.advise.advise import Advice, advise, price
from pyramid.advise.baseline import Accepted, Audited, Baseline, accepted_of, compare
from pyramid.advise.baseline_file import BaselineError, accepted_findings, read_baseline, write_baseline
from pyramid.advise.suppressions import suppress

__all__ = [
    "Accepted",
    "Accuracy",
    "Advice",
    "Audited",
    "Baseline",
    "BaselineError",
    "accepted_findings",
    "accepted_of",
    "accuracy_of",
    "advise",
    "compare",
    "price",
    "read_baseline",
    "suppress",
    "write_baseline",
]
