"""Elements that a component call stands for: ``button({"text": "Save", "href": url})``.

A call whose arguments are a mapping with texts in it draws something on the page that no file of
the repository spells out as markup.  What it draws is told by its name, whose words become the
class (``govButton`` → ``gov-button``), as design systems do, and by the keys of the mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.extract.pages.arguments import Node, calls, keyword, literal, nested, node, split
from pyramid.model.page import Attribute

_TEXTS = ("text", "html", "label", "summaryText", "caption", "legend")
_HEADINGS = ("title", "titleText", "heading")
_KEPT = {
    "id": "id",
    "name": "name",
    "value": "value",
    "href": "href",
    "action": "action",
    "type": "type",
    "disabled": "disabled",
}
_TAGS = {
    "button": "button",
    "submit": "button",
    "link": "a",
    "input": "input",
    "textarea": "textarea",
    "select": "select",
    "table": "table",
    "heading": "h2",
    "label": "label",
    "legend": "legend",
    "cell": "td",
    "fieldset": "fieldset",
    "form": "form",
    "key": "dt",
    "term": "dt",
    "value": "dd",
    "definition": "dd",
}
#: Words of a tool for lists that puts what it is given into a table: what is given is a row of cells.
_ADDING = frozenset({"append", "extend", "push"})
_CHOICES = {"radios": "radio", "radio": "radio", "checkboxes": "checkbox", "checkbox": "checkbox"}
# What is shown unless something else is given.
_DEFAULT = re.compile(r"""(?:\bor\s+|\|\s*default\(\s*)(["'])((?:(?!\1).)+)\1\s*(?:,\s*\w+\s*)?\)?$""")
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a component; ``parent`` counts within the component, -1 for its own element."""

    tag: str
    parent: int
    attributes: tuple[Attribute, ...]
    text: str
    outputs: tuple[str, ...]


def component(source: str) -> tuple[Part, ...]:
    """The elements behind an output that calls a component; empty when it calls none."""
    for name, arguments in calls(source):
        if not source.startswith(name):
            return ()
        if name.rpartition(".")[2] in _ADDING:
            return tuple(_row(arguments))
        for argument in arguments:
            found = node(keyword(argument)[1])
            if found is not None and _says_something(found):
                return tuple(_parts(name, found, -1, []))
    return ()


def _row(arguments: tuple[str, ...]) -> list[Part]:
    """What is added to a list that is drawn later: a row, with a cell for each mapping."""
    cells = [each for argument in arguments for each in nested(argument) if _says_something(each)]
    made = [Part("tr", -1, (), "", ())] if cells else []
    for each in cells:
        _parts("cell", each, 0, made)
    return made


def _says_something(found: Node) -> bool:
    own = any(key in (*_TEXTS, *_HEADINGS) or key in _KEPT for key, _ in found.values)
    return own or any(key in ("attributes", "items") or _says_something(each) for key, each in found.inner)


def _parts(name: str, found: Node, parent: int, made: list[Part]) -> list[Part]:
    """The element of a mapping and those of the mappings inside it, in order."""
    last = name.rpartition(".")[2]
    text, outputs = _text(found, _TEXTS)
    attributes = list(_attributes(found))
    words = [word.lower() for word in _WORDS.findall(last)]
    if parent < 0 and "class" not in {each.name for each in attributes}:
        attributes.append(Attribute("class", "-".join(words)))
    elif parent < 0:
        attributes = [_with_class(each, "-".join(words)) for each in attributes]
    place = len(made)
    made.append(Part(_tag(words, attributes), parent, tuple(attributes), text, outputs))
    title, printed = _text(found, _HEADINGS)
    if title:
        made.append(Part("h2", place, (), title, printed))
    for key, each in found.inner:
        if key != "attributes":
            inner = next((_CHOICES[word] for word in words if word in _CHOICES and key == "items"), key)
            _parts(inner, each, place, made)
    return made


def _text(found: Node, keys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    texts, outputs = [], []
    for key, value in found.values:
        if key in keys:
            for piece in split(value, "~"):
                known, otherwise = literal(piece), _DEFAULT.search(piece)
                texts.append(known or (otherwise[2] if otherwise else "\0"))
                outputs.extend([piece] if known is None else [])
    return " ".join("".join(texts).split(" ")), tuple(outputs)


def _attributes(found: Node) -> Iterator[Attribute]:
    inner = [pair for key, each in found.inner if key == "attributes" for pair in each.values]
    for key, value in (*found.values, *inner):
        name = (
            "class" if key == "classes" else _KEPT.get(key, key if key.startswith(("data-", "aria-")) else "")
        )
        known = literal(value)
        if name and known is None:
            yield Attribute(name, "\0", (value,))
        elif name:
            yield Attribute(name, known or "")


def _with_class(attribute: Attribute, name: str) -> Attribute:
    if attribute.name != "class":
        return attribute
    return Attribute("class", f"{name} {attribute.value}", attribute.outputs)


def _tag(words: list[str], attributes: list[Attribute]) -> str:
    if any(each.name == "href" for each in attributes):
        return "a"
    if words and words[-1] in ("radio", "checkbox"):
        return "label"
    return next((_TAGS[word] for word in reversed(words) if word in _TAGS), "div")
