"""Classes, interfaces, enums and records: methods take ``this`` first, a constructor is ``__init__``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import STATEMENTS, statement
from pyramid.extract.languages.java.walk.frames import Frame
from pyramid.extract.languages.java.walk.functions import THIS, Keywords, define
from pyramid.extract.languages.java.walk.members import Modifiers, field, keep
from pyramid.extract.languages.java.walk.types import as_value
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement

_BASES = frozenset({"superclass", "super_interfaces", "extends_interfaces"})
_FIELDS = frozenset({"field_declaration", "constant_declaration"})
_CONSTRUCTORS = frozenset({"constructor_declaration", "compact_constructor_declaration"})
_METHODS = frozenset({"method_declaration", "annotation_type_element_declaration"})
_BODIES = frozenset({"enum_body_declarations"})
#: Characters in which the words before a member stand, its annotations included.
_HEAD = 1_000
_NOTHING: tuple[Statement, ...] = ()


@statement(
    "class_declaration", "interface_declaration", "enum_declaration", "record_declaration",
    "annotation_type_declaration",
)  # fmt: skip
def class_(walk: Cursor, node: Node) -> None:
    named, modifiers = node.child_by_field_name("name"), Modifiers(node)
    body = node.child_by_field_name("body")
    name, line = "" if named is None else walk.of(named), walk.line(named or node)
    decorators, keywords = modifiers.decorators(walk), modifiers.keywords(line)
    if node.type == "interface_declaration":
        keywords = (("abstract", make("constant", line, "True")),)
    record = node.child_by_field_name("parameters") if node.type == "record_declaration" else None
    _define(walk, node, name, line, _bases(walk, node), body, decorators, keywords, record)


def nameless(walk: Cursor, line: int, base: Expression, body: Node) -> Expression:
    """``new Page() { … }``: defined before the statement, then used by its name."""
    walk.scope.lambdas += 1
    name = f"<class{walk.scope.lambdas}>"
    _define(walk, body, name, line, (base,), body, (), ())
    return make("name", line, name)


def _define(
    walk: Cursor, node: Node, name: str, line: int, bases: tuple[Expression, ...], body: Node | None,
    decorators: tuple[Expression, ...], keywords: Keywords,
    record: Node | None = None,
) -> None:  # fmt: skip
    start, end = min(walk.line(node), line), walk.end(node)
    members = list(_members(body))
    outer, out = walk.enter("class", name, line), walk.out
    walk.out = []
    walk.frames.push(_frame(walk, name, members, record))
    overloads: dict[str, int] = {}
    if record is not None:
        _record(walk, node, record, members, overloads)
    for each in members:
        member(walk, each, overloads, bool(bases))
    walk.frames.pop()
    inside, walk.out = tuple(walk.out), out
    facts = walk.scope.definition(start, end, inside, decorators, bases, keywords=keywords)
    index = walk.leave(outer, facts)
    walk.out.append(make_statement("define", line, end, str(index)))


def _bases(walk: Cursor, node: Node) -> tuple[Expression, ...]:
    """The class that it extends, then the interfaces."""
    found: list[Node] = []
    for child in node.children:
        if child.type in _BASES:
            for part in walk.parts(child):
                found += walk.parts(part) if part.type == "type_list" else [part]
    return tuple([as_value(walk, each) for each in found])


def _members(body: Node | None) -> Iterable[Node]:
    for child in () if body is None else body.children:
        if child.type in _BODIES:
            yield from child.children
        else:
            yield child


def _frame(walk: Cursor, name: str, members: Iterable[Node], record: Node | None) -> Frame:
    """The fields and methods that a class declares itself."""
    frame = Frame(name, is_class=True)
    for member in members:
        kind = member.type
        if kind in _FIELDS:
            names = [
                c.child_by_field_name("name") for c in member.children if c.type == "variable_declarator"
            ]
            into = frame.names
        elif kind in _METHODS or kind == "enum_constant":
            names, into = [member.child_by_field_name("name")], frame.methods
        else:
            continue
        texts = [walk.of(each) for each in names if each is not None]
        into.update(texts)
        if kind == "constant_declaration" or _is_static(walk, member):
            frame.static.update(texts)
    for part in _parts(record):
        frame.names.add(walk.of(part))
    return frame


def _is_static(walk: Cursor, node: Node) -> bool:
    """Whether a member is; its text is looked at before its nodes."""
    head = walk.text[node.start_byte : node.start_byte + _HEAD]
    return "static" in head and "static" in Modifiers(node).words


def member(walk: Cursor, node: Node, overloads: dict[str, int], derived: bool) -> None:
    """Append what a member of a class says; ``overloads`` counts the methods of each name."""
    kind = node.type
    if kind in _FIELDS:
        field(walk, node)
    elif kind in _METHODS:
        _method(walk, node, overloads)
    elif kind in _CONSTRUCTORS:
        _constructor(walk, node, overloads, derived)
    elif kind == "enum_constant":
        _constant(walk, node)
    elif kind in STATEMENTS:
        walk.say((node,))


def _method(walk: Cursor, node: Node, overloads: dict[str, int]) -> None:
    named, modifiers = node.child_by_field_name("name"), Modifiers(node)
    if named is None:
        return
    static, line, name = "static" in modifiers.words, walk.line(named), walk.of(named)
    decorators = modifiers.decorators(walk)
    if static and not decorators:
        decorators = (make("name", line, "staticmethod"),)
    define(
        walk, node, name, decorators=decorators, static=static, start=walk.line(node),
        signature=_signature(walk, node, name, overloads), keywords=modifiers.keywords(line),
    )  # fmt: skip


def _signature(walk: Cursor, node: Node, name: str, overloads: dict[str, int]) -> str:
    """Nothing for the first method of a name; the types of its parameters for the ones behind it."""
    overloads[name] = overloads.get(name, 0) + 1
    if overloads[name] == 1:
        return ""
    given = node.child_by_field_name("parameters")
    types = [] if given is None else [_short(walk, each) for each in walk.parts(given)]
    return f"({','.join(filter(None, types))})"


def _short(walk: Cursor, node: Node) -> str:
    """The plain name of a parameter's type."""
    kind = node.child_by_field_name("type")
    if kind is None:
        kind = next((child for child in node.children if "type" in child.type), None)
    text = "" if kind is None else "".join(walk.of(kind).partition("<")[0].split())
    return text.rpartition(".")[2] + ("[]" if node.type == "spread_parameter" else "")


def _constructor(walk: Cursor, node: Node, overloads: dict[str, int], derived: bool) -> None:
    """What it does not say: it runs the constructor of the class that it extends."""
    body = node.child_by_field_name("body")
    said = any(child.type == "explicit_constructor_invocation" for child in (body.children if body else ()))
    line, before = walk.line(node), _NOTHING
    if derived and not said:
        super_ = make("call", line, "super", (make("name", line, "super"),))
        call = make("call", line, "__init__", (make("attribute", line, "__init__", (super_,)),))
        before = (make_statement("expression", line, line, "", (), call),)
    decorators = Modifiers(node).decorators(walk)
    signature = _signature(walk, node, "__init__", overloads)
    define(walk, node, "__init__", decorators=decorators, signature=signature, start=line, before=before)


def _constant(walk: Cursor, node: Node) -> None:
    """A member of an enum is an object of it, or of a class without a name that derives from it."""
    named, given = node.child_by_field_name("name"), node.child_by_field_name("arguments")
    if named is None:
        return
    line, end = walk.line(named), walk.end(node)
    goal, owner = make("name", line, walk.of(named)), make("name", line, walk.scope.name)
    body = node.child_by_field_name("body")
    if body is not None:
        owner = nameless(walk, line, owner, body)
    operands = [owner, *(walk.value(part) for part in (walk.parts(given) if given is not None else ()))]
    value = make("call", line, owner.text, tuple(operands))
    walk.out.append(make_statement("assign", line, end, "", (goal,), value))


def _record(
    walk: Cursor, node: Node, record: Node, members: Sequence[Node], overloads: dict[str, int]
) -> None:
    """The constructor of a record, and a method for each of its parts."""
    parts = _parts(record)
    compact = next((each for each in members if each.type == "compact_constructor_declaration"), None)
    if compact is not None:
        members.remove(compact)  # type: ignore[attr-defined]
    kept: tuple[Statement, ...] = tuple([said for part in parts for said in keep(walk, part)])
    overloads["__init__"] = 1
    define(walk, compact or record, "__init__", given=record, after=kept)
    written = {walk.of(named) for each in members if (named := each.child_by_field_name("name")) is not None}
    for part in parts:
        if walk.of(part) not in written:
            _accessor(walk, part)


def _parts(record: Node | None) -> list[Node]:
    children = () if record is None else record.children
    found = [each.child_by_field_name("name") for each in children if each.type == "formal_parameter"]
    return [each for each in found if each is not None]


def _accessor(walk: Cursor, part: Node) -> None:
    line, text = walk.line(part), walk.of(part)
    value = make("attribute", line, text, (make("name", line, "this"),))
    outer = walk.enter("function", text, line)
    body = (make_statement("return", line, line, "", (), value),)
    index = walk.leave(outer, walk.scope.definition(line, line, body, (), (), (THIS,)))
    walk.out.append(make_statement("define", line, line, str(index)))
