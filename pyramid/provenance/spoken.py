"""What the test and the page call by the same name: ``page.days_left`` and ``{{ window.days_left }}``.

A page object's property is named after what it shows, and so is what a template prints.  Where the
locator tells no element, or one of many, the name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.model.page import Template
from pyramid.model.provenance import Candidate, Hop
from pyramid.provenance.bodies import inside
from pyramid.provenance.fields import Fields
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.site import Site
from pyramid.provenance.words import words

_MIN_LETTERS = 8
_MOST = 2
_LATER = 0.07
_PAGES = 2
_SCORE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """Finds what the page prints, or asks, under the test's own name for what it looks at."""

    site: Site
    fields: Fields

    def candidates(self, question: Question, place: Place) -> Iterator[Candidate]:
        """The functions behind the expressions of the page that have one of the test's names."""
        if question.sight.kind != "element" or place.page != "server":
            return
        for name in _names(question):
            told = [
                each
                for handler in place.handlers[:_PAGES]
                for each in self._said(handler, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"))
            ]
            for template, line, output in told[:_MOST]:
                text = f"prints {output}: the test calls it {name} too"
                hop = Hop(text=text, path=template.path, line=line)
                for source in self.fields.printed(output, template, place.handlers)[:4]:
                    hops = (hop, self._hop(source.function))
                    score = _SCORE - _LATER * source.rank
                    yield Candidate(function=source.function, how="field", score=score, hops=hops)
            if told:
                return

    def _said(self, handler: str, name: re.Pattern[str]) -> Iterator[tuple[Template, int, str]]:
        seen: set[str] = set()
        for template in self.site.templates(handler):
            for element in template.elements:
                for output in (*element.outputs, *element.conditions[-1:]):
                    if output not in seen and name.search(output.partition("|")[0]):
                        seen.add(output)
                        yield template, element.line, output

    def _hop(self, name: str) -> Hop:
        symbol = self.site.program.symbols().get(name)
        return Hop(text=name, path=symbol.path, line=symbol.line) if symbol else Hop(text=name)


def _names(question: Question) -> Iterator[str]:
    """The attributes that the test reads, outermost first: those that say more than one word."""
    for part in inside(question.subject) if question.subject is not None else ():
        if part.kind == "attribute":
            name = part.text.strip("_")
            if len(words(name)) > 1 and len(name) >= _MIN_LETTERS:
                yield name
