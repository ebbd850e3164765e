"""From a check to the code that decides it, by evidence."""

from pyramid.provenance.trace import Inputs, trace_checks

__all__ = ["Inputs", "trace_checks"]
