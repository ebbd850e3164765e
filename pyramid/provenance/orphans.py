"""Templates that no code of the tree renders: pages of a library, drawn from the project's own files.

Login pages are the usual case: the library has the view and the address, the project the template.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.model.page import Template
from pyramid.model.provenance import Locator
from pyramid.provenance.assembly import assemble
from pyramid.provenance.selectors import closeness, fits, holds, matching
from pyramid.provenance.site import Site

_EXACT = 3
_MOST = 2
_LETTERS = 4
_PAGE = ".html"


class Orphans:
    """Finds the one template of nobody that has what a check looks at."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._all: list[tuple[Template, ...]] | None = None

    def having(self, locators: tuple[Locator, ...], texts: Sequence[str]) -> tuple[Template, int] | None:
        """The template and the element, when the text or the name is told and few templates have it."""
        said = [text for text in texts if sum(letter.isalpha() for letter in text) >= _LETTERS]
        if not locators or (texts and not said):
            return None
        found = [
            (page[0], *place) for page in self._read() for place in _places(page, locators[-1], said)[:1]
        ]
        return found[0][1:] if found and len({top.path for top, *_ in found}) <= _MOST else None

    def _read(self) -> list[tuple[Template, ...]]:
        if self._all is None:
            pages, rendered = self._site.pages, self._site.rendered()
            named = {name.rpartition("/")[2] for name in rendered}
            paths = [path for path in pages.templates() if path.endswith(_PAGE)]
            inner = {
                use
                for path in paths
                for template in (pages.template(path),)
                if template
                for use in template.uses
            }
            inner_names = {name.rpartition("/")[2] for name in inner}
            left = [path for path in paths if path.rpartition("/")[2] not in named | inner_names]
            self._all = [page for path in left if (page := assemble(pages, ((path, path),)))]
        return self._all


def _places(page: tuple[Template, ...], locator: Locator, said: Sequence[str]) -> list[tuple[Template, int]]:
    """The elements of the page's own template that the locator means and that say one of the texts."""
    found = []
    for template in page:
        for index in matching(template, locator):
            own = " ".join(template.content(index)[0].split())
            if said:
                exact = any(holds(own, text) or ("\0" in own and _fitting(own, text)) for text in said)
            else:
                exact = closeness(template, index, locator) >= _EXACT and _tells(locator)
            if exact:
                found.append((template, index))
    return found


def _fitting(own: str, text: str) -> bool:
    """Whether a text with printed parts fits by what is fixed in it."""
    return len(own.replace("\0", "").strip()) >= 2 * _LETTERS and fits(own, text)


def _tells(locator: Locator) -> bool:
    return len(locator.name or locator.value) >= 2 * _LETTERS
