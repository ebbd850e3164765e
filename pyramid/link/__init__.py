"""Linking: facts of files → a program whose names are resolved → who calls whom."""

from pyramid.link.program import LinkedProgram, resolve

__all__ = ["LinkedProgram", "resolve"]
