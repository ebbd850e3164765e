"""What stands before and in a class: annotations, words like ``static``, fields."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression
from pyramid.extract.languages.java.walk.simple import annotation
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression

_ANNOTATIONS = frozenset({"annotation", "marker_annotation"})


class Modifiers:
    """The words and annotations before a declaration."""

    __slots__ = ("annotations", "words")

    def __init__(self, node: Node) -> None:
        children = node.children
        given = children[0].children if children and children[0].type == "modifiers" else ()
        self.annotations = [child for child in given if child.type in _ANNOTATIONS]
        self.words = {child.type for child in given}

    def decorators(self, walk: Cursor) -> tuple[Expression, ...]:
        """What Python says before a definition."""
        found = [walk.value(each) for each in self.annotations]
        if "static" in self.words and found:
            found.append(make("name", found[0].line, "staticmethod"))
        return tuple(found)

    def keywords(self, line: int) -> tuple[tuple[str, Expression], ...]:
        """``abstract`` and ``private``, which decide what a test runner sees."""
        return tuple(
            (word, make("constant", line, "True")) for word in ("abstract", "private") if word in self.words
        )


@expression("marker_annotation")
def marker(walk: Cursor, node: Node) -> Expression:
    return _named(walk, node)


@expression("annotation")
def called(walk: Cursor, node: Node) -> Expression:
    """``@FindBy(id = "x")`` is a call with keywords."""
    callee, given = _named(walk, node), node.child_by_field_name("arguments")
    operands, keywords = [callee], []
    for part in () if given is None else walk.parts(given):
        key = part.child_by_field_name("key") if part.type == "element_value_pair" else None
        value = walk.value(part if key is None else part.child_by_field_name("value"))
        keywords.append("" if key is None else walk.of(key))
        operands.append(value)
    names = tuple(keywords) if any(keywords) else ()
    return make("call", callee.line, callee.text, tuple(operands), names)


def _named(walk: Cursor, node: Node) -> Expression:
    found = node.child_by_field_name("name")
    if found is None:
        return walk.value(None)
    line = walk.lines[found.start_byte]
    first, *rest = "".join(walk.of(found).split()).split(".")
    name = make("name", line, first)
    for part in rest:
        name = make("attribute", line, part, (name,))
    return name


def field(walk: Cursor, node: Node) -> None:
    """A variable of the class body; annotations give one without a value what comes from outside."""
    modifiers = Modifiers(node)
    kind = node.child_by_field_name("type")
    hint = annotation(walk, kind)
    outside = [_called(walk.value(each)) for each in modifiers.annotations]
    for child in node.children:
        if child.type == "variable_declarator":
            _declarator(walk, child, hint, outside)


def _declarator(walk: Cursor, node: Node, hint: Expression | None, outside: list[Expression]) -> None:
    named, given = node.child_by_field_name("name"), node.child_by_field_name("value")
    if named is None:
        return
    line, end = walk.line(named), walk.end(node)
    goal = (make("name", line, walk.of(named)),)
    value = None if given is None else walk.value(given)
    if value is None and outside:
        value = outside[0] if len(outside) == 1 else make("boolean", line, "or", tuple(outside))
    elif value is not None:
        walk.out += [make_statement("expression", each.line, each.line, "", (), each) for each in outside]
    if hint is not None:
        walk.out.append(make_statement("annotated", line, end, "", goal, value, hint))
    else:
        value = value or make("constant", line, "None")
        walk.out.append(make_statement("assign", line, end, "", goal, value))


def _called(found: Expression) -> Expression:
    return found if found.kind == "call" else make("call", found.line, found.text, (found,))


def keep(walk: Cursor, named: Node) -> list:
    """``this.name = name``: what a record does with each of its parts."""
    line, text = walk.line(named), walk.of(named)
    goal = make("attribute", line, text, (make("name", line, "this"),))
    return [make_statement("assign", line, line, "", (goal,), make("name", line, text))]
