"""Recorded results of test runs → how long each test takes and how often it is flaky."""

from pyramid.results.loading import USUAL, load_results

__all__ = ["USUAL", "load_results"]
