"""Selectors as tools write them: chains of links, texts, selectors that end in a text."""

from __future__ import annotations

import re

from pyramid.model.provenance import Locator

_SAYS = re.compile(r""":(?:has-text|text|text-is|contains)\((["'])([^"']*)\1\)$""")


def chained(locator: Locator) -> tuple[Locator, ...]:
    """A selector as one locator for each of its links, ``nav >> text=Cart``, each as ``plain`` has it."""
    if locator.by != "css" or " >> " not in locator.value:
        return (plain(locator),)
    *outer, last = locator.value.split(" >> ")
    before = (Locator(by="css", value=link.strip()) for link in outer)
    return (*map(plain, before), plain(Locator(by="css", value=last.strip(), name=locator.name)))


def plain(locator: Locator) -> Locator:
    """A selector that is a text, or ends in one, as such: ``text=Save``, ``h2:has-text("Cart")``."""
    value = locator.value.removeprefix("css=")
    if locator.by != "css" or "\0" in value:
        return locator
    if value.startswith("text="):
        return Locator(by="text", value=value.removeprefix("text=").strip("\"' "))
    said = _SAYS.search(value)
    if said is None or locator.name:
        return locator
    before = value[: said.start()]
    return Locator(by="css", value=before, name=said[2]) if before else Locator(by="text", value=said[2])
