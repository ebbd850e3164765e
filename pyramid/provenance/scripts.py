"""Elements of a server's page that a script of the page shows and hides.

``$("#details").hide()``: whether ``#details`` can be seen is decided in the browser, whatever the
template says.  A script counts when a line that names the element, or one of the next, shows or hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyramid.model.page import Element, Pages
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.site import Site

_SHOWING = re.compile(
    r"\.(?:hide|show|toggle|slide\w*|fade\w*|(?:add|remove|toggle)Class|classList|hidden|style|css)\b"
)
_SEEING = frozenset({"visible", "hidden"})
_MIN_LETTERS = 5
_HANDLERS = 2
#: How many characters after the name of an element something may be done with it.
_FAR = 160


class Scripts:
    """Reads the scripts of an application when a check asks whether something can be seen."""

    def __init__(self, site: Site, pages: Pages) -> None:
        self._site, self._pages = site, pages
        self._known: dict[str, bool] = {}

    def shows(self, question: Question, place: Place) -> bool:
        """Whether a script decides if what the check looks at can be seen."""
        sight = question.sight
        if question.matcher not in _SEEING or sight.kind != "element" or place.page != "server":
            return False
        found = self._site.find(place.handlers[:_HANDLERS], sight.locators)[:1]
        return any(self._toggled(name) for _, template, n in found for name in _names(template.elements[n]))

    def _toggled(self, name: str) -> bool:
        """``name`` is a selector: ``#id``; one that ends open stands for all that begin so."""
        if name not in self._known:
            plain = name.rstrip("\0")
            end = "" if name.endswith("\0") else r"(?![\w-])"
            exact = re.compile(rf"(?<![\w-]){re.escape(plain)}{end}|ById\([\"'`]{re.escape(plain[1:])}{end}")
            self._known[name] = any(
                _SHOWING.search(part[match.end() : match.end() + _FAR])
                for part in self._pages.scripts(plain[1:])
                for match in exact.finditer(part)
            )
        return self._known[name]


def _names(element: Element) -> Iterator[str]:
    for word, sign in (("id", "#"), ("class", ".")):
        attribute = element.attribute(word)
        for name in attribute.value.split() if attribute is not None else ():
            fixed = name.partition("\0")[0]
            if sum(letter.isalpha() for letter in fixed) >= _MIN_LETTERS:
                yield f"{sign}{fixed}" + ("\0" if fixed != name else "")
