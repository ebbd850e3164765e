"""The page that a test names: ``checkout_page.heading`` is looked for on the page of ``checkout``.

Where nothing on a page tells it from others, the test's own words for it do: the variable or the
class of the page object, compared with the names of the handlers nearby.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.bodies import inside
from pyramid.provenance.frames import Frame, bound
from pyramid.provenance.words import words

_ANYBODY = frozenset(
    words(
        "page view get post show list index home detail handler dispatch request self driver browser new add"
    )
)


def called(program: Program, subject: Expression | None, frame: Frame) -> frozenset[str]:
    """The words that a test has for the page object it looks at: its variable's, its class's."""
    found: set[str] = set()
    for part in inside(subject) if subject is not None else ():
        if part.kind == "name":
            found |= words(part.text)
            found.update(*(words(name) for name in _classes(program, part, frame)))
    return frozenset(found - _ANYBODY)


def namesakes(handlers: Iterable[str], said: frozenset[str]) -> tuple[str, ...]:
    """The handlers whose whole name is said, those with the longest name first."""
    named = [(handler, words(handler.rpartition(".")[2]) - _ANYBODY) for handler in handlers]
    fitting = [(handler, own) for handler, own in named if own and own <= said]
    return tuple(handler for handler, _ in sorted(fitting, key=lambda each: -len(each[1])))


def _classes(program: Program, name: Expression, frame: Frame) -> Iterator[str]:
    given = [(each.frame.scope, each.expression) for each in bound(name, frame)] or [(frame.scope, name)]
    for scope, expression in given:
        for value in program.values(scope, expression):
            if value.kind == "instance":
                yield value.name.rpartition(".")[2]
