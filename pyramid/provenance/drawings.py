"""What components draw, read as if it were a template: elements, what they print, and on which condition.

An element in code is a call with named arguments, its children the unnamed ones.  What stands around
it decides that it is drawn: the operand before an ``and``, a conditional, an ``if`` statement, and one
that leaves the function before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyramid.model.facts import Definition, Expression, FileFacts, Statement
from pyramid.model.page import Attribute, Element, Template
from pyramid.provenance.bodies import inside

_TAGS = (
    ("button", "button"), ("link", "a"), ("input", "input"), ("textfield", "input"), ("checkbox", "input"),
    ("textarea", "textarea"), ("select", "select"), ("title", "h2"), ("heading", "h2"), ("row", "tr"),
    ("cell", "td"), ("image", "img"), ("avatar", "img"), ("label", "label"), ("tab", "tab"),
    ("tabstrigger", "tab"), ("tabpane", "tab"), ("menuitem", "menuitem"), ("menu.item", "menuitem"),
    ("dialog", "dialog"), ("modal", "dialog"), ("btn", "button"), ("switch", "input"), ("radio", "input"),
    ("toggle", "input"), ("form", "form"),
)  # fmt: skip
_ATTRIBUTES = {"className": "class", "htmlFor": "for", "label": "aria-label", "ariaLabel": "aria-label"}
_TRANSLATING = frozenset(
    [
        "t",
        "$t",
        "_",
        "__",
        "tr",
        "translate",
        "gettext",
        "trans",
        "formatMessage",
        "$gettext",
        "tc",
        "$tc",
        "i18n",
    ]
)
_WORDED = frozenset({"defaultMessage", "message", "id"})
_PLACEHOLDER = re.compile(r"\{\{?[^{}]*\}\}?|%\(\w+\)s|%s")
_LEAVING = frozenset({"return", "raise"})
_HTML = re.compile(r"[a-z][\w-]*")


@dataclass(slots=True)
class Sheet:
    """One file's elements: ``names`` of tags and components as written, ``scopes`` the indexes of the
    definitions that draw them, ``tests`` the conditions around each as expressions, ``calls`` the element
    itself as a call, None for the file."""

    template: Template
    names: list[str]
    scopes: list[int]
    tests: list[tuple[Expression, ...]]
    calls: list[Expression | None]


@dataclass(slots=True)
class _Drawing:
    facts: FileFacts
    elements: list[Element] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    scopes: list[int] = field(default_factory=list)
    tests: list[tuple[Expression, ...]] = field(default_factory=list)
    calls: list[Expression | None] = field(default_factory=list)
    #: Where a function that is handed over stands: the element around it and the conditions.
    handed: dict[int, tuple[int, tuple[Expression, ...]]] = field(default_factory=dict)

    def body(self, index: int, body: Iterable[Statement], parent: int, tests: tuple[Expression, ...]) -> None:
        for statement in body:
            value = statement.value
            inner = tests
            if statement.kind in ("if", "elif", "else", "case") and value is not None:
                inner = (*tests, value)
            elif value is not None:
                self.draw(value, index, parent, tests)
            self.body(index, statement.body, parent, inner)
            leaves = statement.body and statement.body[-1].kind in _LEAVING
            if statement.kind == "if" and leaves and value is not None:
                tests = (*tests, value)

    def draw(self, each: Expression, index: int, parent: int, tests: tuple[Expression, ...]) -> None:
        if each.kind == "function":
            self.handed[int(each.text)] = (parent, tests)
        elif each.kind == "boolean" and len(each.operands) > 1:
            *before, last = each.operands
            for operand in before:
                self.draw(operand, index, parent, tests)
            self.draw(last, index, parent, (*tests, *before) if each.text in ("and", "&&") else tests)
        elif each.kind == "conditional":
            test, *branches = each.operands
            for branch in branches:
                self.draw(branch, index, parent, (*tests, test))
        elif each.kind == "call" and is_element(each):
            self._element(each, index, parent, tests)
        else:
            for operand in each.operands:
                self.draw(operand, index, parent, tests)

    def _element(self, call: Expression, index: int, parent: int, tests: tuple[Expression, ...]) -> None:
        words = call.keywords or ("",) * (len(call.operands) - 1)
        given = list(zip(words, call.operands[1:], strict=False))
        children = [value for word, value in given if not word]
        place = len(self.elements)
        attributes = tuple(_attribute(word, value) for word, value in given if word and word[0] != "*")
        text, outputs = _content(children)
        self.elements.append(Element(_tag(call), call.line, parent, attributes, text, outputs))
        self.names.append(call.operands[0].text)
        self.scopes.append(index)
        self.tests.append(tests)
        self.calls.append(call)
        for word, value in given:
            if word or value.kind not in ("string", "format"):
                self.draw(value, index, place, tests)


def drawing_of(facts: FileFacts) -> Sheet | None:
    """What a file draws, None when it draws nothing."""
    drawing = _Drawing(facts)
    drawing.elements.append(Element("", 1, -1))
    drawing.names.append("")
    drawing.scopes.append(0)
    drawing.tests.append(())
    drawing.calls.append(None)
    for index, definition in enumerate(facts.definitions):
        parent, tests = drawing.handed.get(index, (0, ()))
        drawing.body(index, definition.body, parent, tests)
    if len(drawing.elements) == 1:
        return None
    template = Template(facts.path, tuple(drawing.elements))
    return Sheet(template, drawing.names, drawing.scopes, drawing.tests, drawing.calls)


def is_element(call: Expression) -> bool:
    """Whether a call is an element in code: of a tag, or of a component, whose name starts large."""
    callee = call.operands[0]
    if callee.kind not in ("name", "attribute"):
        return callee.kind == "string"
    return bool(call.keywords) or (callee.text[:1].isupper() and not callee.text.isupper())


def translated(call: Expression) -> str:
    """The text that a call of a translating function is given, its placeholders unknown."""
    if call.text not in _TRANSLATING or len(call.operands) < 2:
        return ""
    given = call.operands[1]
    if given.kind == "dict":
        said = [
            v.text
            for k, v in zip(given.operands[::2], given.operands[1::2], strict=False)
            if k.text in _WORDED
        ]
        return _PLACEHOLDER.sub("\0", said[0]) if said else ""
    return _PLACEHOLDER.sub("\0", given.text) if given.kind == "string" else ""


def names_in(test: Expression, facts: FileFacts, index: int, depth: int = 2) -> Iterator[str]:
    """The names that a condition speaks of, also by way of the variables that it is kept in."""
    for each in inside(test):
        if each.kind in ("name", "attribute") or each.kind == "string":
            yield each.text
        if each.kind == "name" and depth:
            for value in _kept(each.text, facts, index):
                yield from names_in(value, facts, index, depth - 1)


def _kept(name: str, facts: FileFacts, index: int) -> Iterator[Expression]:
    """What a variable is given, in the function around or further out."""
    while index >= 0:
        definition: Definition = facts.definitions[index]
        found = list(_given(name, definition.body))
        if found:
            yield from found[:2]
            return
        index = definition.parent if index else -1


def _given(name: str, body: Iterable[Statement]) -> Iterator[Expression]:
    for statement in body:
        if statement.kind == "assign" and statement.value is not None:
            for target in statement.targets:
                parts = target.operands if target.kind in ("tuple", "list", "dict") else (target,)
                if any(part.kind == "name" and part.text == name for part in parts):
                    yield statement.value
        yield from _given(name, statement.body)


def _tag(call: Expression) -> str:
    callee = call.operands[0]
    if callee.kind == "string" and _HTML.fullmatch(callee.text):
        return callee.text
    named = callee.text.lower()
    return next((tag for ending, tag in _TAGS if named.endswith(ending)), named or "fragment")


def _attribute(word: str, value: Expression) -> Attribute:
    text, outputs = _content([value])
    return Attribute(_ATTRIBUTES.get(word, word), text, outputs)


def _content(values: Iterable[Expression]) -> tuple[str, tuple[str, ...]]:
    """The text of values, a NUL for what is computed, and the names of the computed parts."""
    texts, outputs = [], []
    for value in values:
        if value.kind == "string":
            texts.append(value.text)
        elif value.kind == "format":
            texts.append("".join(part.text if part.kind == "string" else "\0" for part in value.operands))
            outputs += [_dotted(part) for part in value.operands if part.kind != "string"]
        elif value.kind in ("name", "attribute", "subscript"):
            texts.append("\0")
            outputs.append(_dotted(value))
        elif value.kind == "binary" and any(part.kind == "string" for part in value.operands):
            inner = [_content([part]) for part in value.operands]
            texts.append("".join(text for text, _ in inner))
            outputs += [output for _, some in inner for output in some]
        elif value.kind == "boolean" and value.text in ("or", "||", "??"):
            inner = [_content([part]) for part in value.operands]
            texts.append(" ".join(text for text, _ in inner if text.strip("\0 ")) or "\0")
            outputs += [output for _, some in inner for output in some]
        elif value.kind == "conditional":
            inner = [_content([part]) for part in value.operands[1:]]
            texts.append(" ".join(text for text, _ in inner if text))
        elif value.kind == "call" and (said := translated(value)):
            texts.append(said)
        elif value.kind == "call" and not is_element(value):
            texts.append("\0")
            outputs += [_dotted(part) for part in value.operands[1:] if part.kind in ("name", "attribute")]
    return " ".join(text for text in texts if text), tuple(output for output in outputs if output)


def _dotted(value: Expression) -> str:
    if value.kind == "attribute":
        return f"{_dotted(value.operands[0])}.{value.text}".lstrip(".")
    if value.kind == "subscript":
        return _dotted(value.operands[0])
    return value.text if value.kind == "name" else ""
