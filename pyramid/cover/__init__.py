"""Recorded runs → what each layer of tests ran of each function."""

from pyramid.cover.contexts import TestFinder, parse_context
from pyramid.cover.exporting import export_coverage
from pyramid.cover.loading import load_coverage

__all__ = ["TestFinder", "export_coverage", "load_coverage", "parse_context"]
