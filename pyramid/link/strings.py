"""Functions of the Java language that make texts of texts."""

from __future__ import annotations

from pyramid.link.externals import GLOBALS
from pyramid.link.invoke import Bundle
from pyramid.link.texts import filled, text_of, text_ref
from pyramid.link.walk import Values, Walk


def _formatted(walk: Walk, bundle: Bundle, line: int) -> Values:
    template, *given = [text_of(values) for values in bundle.positional] or [""]
    return (text_ref(walk, filled(template, given)),)


def _given(walk: Walk, bundle: Bundle, line: int) -> Values:
    return bundle.positional[0] if bundle.positional else ()


GLOBALS.update({"java.lang.String.format": _formatted, "java.lang.String.valueOf": _given})
