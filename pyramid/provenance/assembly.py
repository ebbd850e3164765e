"""A page as it is put together: what its template extends, includes and calls, in one piece.

Where a template takes in another, the conditions around that place hold for everything in it, and
the names given there are bound in it; the body of a macro stands under the conditions of its calls,
its parameters for their arguments.  A macro that nobody calls shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyramid.model.page import Element, Pages, Template, Use

_MAX_TEMPLATES = 60
_MAX_BOUND = 4
_MAX_RUNS = 6

_LITERAL = re.compile(r"""(["'])(?:(?!\1).)+\1""")
_JOINT = re.compile(r"\s(?:and|or|not)(?=\s)")

_Conditions = tuple[str, ...]
_Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Taken:
    """One template of a page; ``around`` has the conditions of each place that takes it in."""

    template: Template
    around: list[_Conditions] = field(default_factory=list)
    given: dict[str, None] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def assemble(pages: Pages, names: Iterable[tuple[str, str]]) -> tuple[Template, ...]:
    """The templates behind the named ones, nearest first, each as it appears on the page.

    ``names`` are pairs: a template's name and the path of the file that names it.
    """
    taken = _closure(pages, names)
    called = _called(taken.values())
    shared = _shared(taken.values())
    return tuple(_placed(each, called, shared) for each in taken.values())


def _closure(pages: Pages, names: Iterable[tuple[str, str]]) -> dict[str, _Taken]:
    queue: list[tuple[str, str, _Conditions, _Pairs]] = [(name, near, (), ()) for name, near in names]
    taken: dict[str, _Taken] = {}
    while queue and len(taken) < _MAX_TEMPLATES:
        name, near, around, pairs = queue.pop(0)
        template = pages.template(name, near)
        if template is None:
            continue
        known = template.path in taken
        entry = taken.setdefault(template.path, _Taken(template))
        entry.around.append(around)
        entry.pairs.extend(pair for pair in pairs if pair not in entry.pairs)
        if not known:
            printed = {use.name for use in template.inclusions}
            queue.extend(
                (use.name, template.path, (*around, *use.conditions), use.given)
                for use in template.inclusions
                if not use.macro
            )
            path = template.path
            queue.extend((use.name, path, (), use.given) for use in template.inclusions if use.macro)
            queue.extend((used, path, (), ()) for used in template.uses if used not in printed)
    return taken


def _called(taken: Iterable[_Taken]) -> Mapping[str, list[Use]]:
    """Macro → its calls, from what is printed on: calls inside macros count when those are called."""
    every = list(taken)
    macros = {name for each in every for name, _ in each.template.macros}
    calls = [
        replace(use, name=use.name.rpartition(".")[2], conditions=(*_common(each.around), *use.conditions))
        for each in every
        for use in each.template.calls
        if use.name.rpartition(".")[2] in macros
    ]
    found: dict[str, list[Use]] = {}
    todo = [""]
    seen = set(todo)
    while todo:
        inside = todo.pop()
        outer = _common([use.conditions for use in found.get(inside, ())])
        for use in calls:
            if use.macro == inside:
                found.setdefault(use.name, []).append(replace(use, conditions=(*outer, *use.conditions)))
                if use.name not in seen:
                    seen.add(use.name)
                    todo.append(use.name)
    return found


def _shared(taken: Iterable[_Taken]) -> dict[str, list[str]]:
    """What the templates of one page bind for each other."""
    table: dict[str, list[str]] = {}
    for each in taken:
        for name, value in each.template.bindings:
            if not each.template.macros and value not in table.setdefault(name, []):
                table[name].append(value)
    return table


def _placed(entry: _Taken, called: Mapping[str, Sequence[Use]], shared: Mapping[str, list[str]]) -> Template:
    template = entry.template
    around = _common(entry.around)
    bindings = [*template.bindings, *entry.pairs, *_arguments(template, called)]
    known = {name for name, _ in bindings}
    bindings += [(name, value) for name, values in shared.items() if name not in known for value in values]
    bindings = _several(bindings)
    elements = [_element(element, around, bindings) for element in template.elements]
    for name, parameters in template.macros:
        _run(
            elements,
            template,
            name,
            [(use, _given(use, parameters)) for use in called.get(name, ())],
            bindings,
        )
    return replace(template, elements=tuple(elements), bindings=tuple(bindings))


def _run(
    elements: list[Element],
    template: Template,
    name: str,
    runs: Sequence[tuple[Use, _Pairs]],
    bindings: Sequence[tuple[str, str]],
) -> None:
    """The body of a macro once for each of its calls; not called, it keeps its place and shows nothing."""
    body = [index for index, element in enumerate(template.elements) if element.macro == name]
    for index in body if not runs else ():
        elements[index] = Element("", elements[index].line, elements[index].parent)
    for number, (use, given) in enumerate(runs[:_MAX_RUNS]):
        own = [*given, *((word, value) for word, value in bindings if word not in dict(given))]
        moved: dict[int, int] = {}
        for index in body:
            element = _element(template.elements[index], use.conditions, own)
            if number:
                moved[index] = len(elements)
                elements.append(replace(element, parent=moved.get(element.parent, element.parent)))
            else:
                elements[index] = element


def _given(use: Use, parameters: Sequence[str]) -> _Pairs:
    positional = iter(parameters)
    pairs = ((word or next(positional, ""), value) for word, value in use.given)
    return tuple((name, value) for name, value in pairs if name and name != value)


def _arguments(template: Template, called: Mapping[str, Sequence[Use]]) -> list[tuple[str, str]]:
    return [
        pair
        for name, parameters in template.macros
        for use in called.get(name, ())
        for pair in _given(use, parameters)
    ]


def _several(bindings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: dict[str, list[str]] = {}
    for name, value in bindings:
        values = kept.setdefault(name, [])
        if value not in values and len(values) < _MAX_BOUND:
            values.append(value)
    return [(name, value) for name, values in kept.items() for value in values]


def _element(element: Element, around: _Conditions, bindings: Sequence[tuple[str, str]]) -> Element:
    conditions = (*around, *element.conditions)
    text = _known(element, bindings) if element.outputs and "\0" in element.text else element.text
    if conditions == element.conditions and text == element.text:
        return element
    return replace(element, conditions=conditions, text=text)


def _known(element: Element, bindings: Sequence[tuple[str, str]]) -> str:
    """The text with each printed name that stands for one string literal put in its place."""
    pieces = element.text.split("\0")
    if len(pieces) != len(element.outputs) + 1:
        return element.text
    shown = pieces[0]
    for output, piece in zip(element.outputs, pieces[1:], strict=True):
        values = [value for name, value in bindings if name == output]
        shown += (_shown(values[0]) if len(values) == 1 else "\0") + piece
    return shown


def _shown(value: str) -> str:
    """A string literal, or several joined with what is not known."""
    if " if " in value:
        return "\0"
    parts = (part.strip() for part in value.split("~"))
    return "".join(part[1:-1] if _LITERAL.fullmatch(part) else "\0" for part in parts)


def _common(many: Sequence[_Conditions]) -> _Conditions:
    """The conditions that hold at every place; of tests that differ, the parts that all of them have."""
    if not many:
        return ()
    first, *others = dict.fromkeys(many)
    found: dict[str, None] = {}
    for test in first:
        if all(test in other for other in others):
            found[test] = None
        else:
            atoms = [set(_atoms(other)) for other in others]
            found.update((part, None) for part in _atoms((test,)) if all(part in each for each in atoms))
    return tuple(found)


def _atoms(tests: _Conditions) -> list[str]:
    parts = (part.strip(" ()") for test in tests for part in _JOINT.split(f" {test} "))
    return [part for part in parts if part]
