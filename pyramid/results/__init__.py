"""Recorded results of test runs → how long each test takes and how often it is flaky."""

from pyramid.results.loading import load_results

__all__ = ["load_results"]
