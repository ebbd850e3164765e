"""What a server-side template says: elements, what they print, and on which condition.

Lines are 1-based.  An *output* is a printed expression, a *condition* the text of a test that
encloses an element; both are template source, read but never evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attribute:
    """``value`` has a NUL for each output or block inside it."""

    name: str
    value: str
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One start tag.  ``parent`` is an index into ``Template.elements``, -1 at the top.

    ``text`` is the element's own static text (descendants excluded) with a NUL for each output;
    ``conditions`` are the tests around it, outermost first; a negated branch starts with ``not``.
    ``macro`` names the macro in whose body it stands.
    """

    tag: str
    line: int
    parent: int
    attributes: tuple[Attribute, ...] = ()
    text: str = ""
    outputs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    macro: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, if there."""
        return next((found for found in self.attributes if found.name == name), None)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that takes in another template, or calls what may be a macro.

    ``given`` are pairs of a name and the expression given for it there; positional arguments
    of a call have an empty name.  ``conditions`` and ``macro`` are as in an ``Element``.
    """

    name: str
    given: tuple[tuple[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    macro: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """One template file.

    ``uses`` names the templates it extends, includes or imports, as written.  ``bindings`` maps
    a name bound in the template (loop variable, assignment) to the expression it stands for.
    ``inclusions`` are the places of ``uses`` that print what they take in, ``calls`` the calls
    in its expressions, ``macros`` the macros it defines with the names of their parameters.
    """

    path: str
    elements: tuple[Element, ...]
    uses: tuple[str, ...] = ()
    bindings: tuple[tuple[str, str], ...] = ()
    inclusions: tuple[Use, ...] = ()
    calls: tuple[Use, ...] = ()
    macros: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def descendants(self, index: int) -> tuple[int, ...]:
        """The element itself and everything inside it, in document order."""
        inside = {index}
        for place in range(index + 1, len(self.elements)):
            if self.elements[place].parent in inside:
                inside.add(place)
        return tuple(sorted(inside))

    def content(self, index: int) -> tuple[str, tuple[str, ...]]:
        """The text and the outputs of an element with all its descendants."""
        parts = [self.elements[place] for place in self.descendants(index)]
        text = " ".join(part.text for part in parts if part.text)
        return text, tuple(output for part in parts for output in part.outputs)


class Pages(Protocol):
    """Look-up of templates and of the raw text of frontend sources."""

    def template(self, name: str, near: str = "") -> Template | None:
        """The template that a rendering call names: the file whose path ends with ``name``; of several
        the one beside the file that names it, ``near``."""

    def templates(self) -> tuple[str, ...]:
        """The paths of every template file."""

    def frontend_owners(self, text: str) -> tuple[tuple[str, int], ...]:
        """Places (path, line) of frontend sources that contain the text literally."""

    def scripts(self, text: str) -> tuple[str, ...]:
        """The lines of scripts that contain the text literally, each with the two after it: those of
        frontend sources and those that stand in templates; at most forty."""
