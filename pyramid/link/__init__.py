"""Linking: facts of files → a program whose names are resolved → who calls whom."""

from pyramid.link.connect import connect
from pyramid.link.program import LinkedProgram, resolve
from pyramid.link.pycg import pycg, reached

__all__ = ["LinkedProgram", "connect", "pycg", "reached", "resolve"]
