"""The languages that can be read: one package each, found by looking into this folder.

A language package has ``NAME``, ``SUFFIXES`` (with the dot), ``PARSERS`` (the distributions
whose version decides the facts) and ``extract(path, source) -> Outcome``, which never raises.
It imports its parser only when it is asked to extract.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from pyramid.model.facts import Outcome


class Language(Protocol):
    """What a language package offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    PARSERS: tuple[str, ...]

    def extract(self, path: str, source: bytes) -> Outcome: ...


@cache
def languages() -> Mapping[str, Language]:
    """Every language by name."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        language = cast(Language, importlib.import_module(f"{__name__}.{module.name}"))
        found[language.NAME] = language
    return found


@cache
def suffixes() -> Mapping[str, str]:
    """File name suffix (``.py``) → the name of its language."""
    return {suffix: name for name, lang in languages().items() for suffix in lang.SUFFIXES}
