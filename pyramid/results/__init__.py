"""Recorded results of test runs → how long each test takes and how often it is flaky."""

from pyramid.results.loading import USUAL, load_results
from pyramid.results.outcomes import outcomes_of

__all__ = ["USUAL", "load_results", "outcomes_of"]
