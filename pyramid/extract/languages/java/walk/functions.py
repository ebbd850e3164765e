"""Methods, constructors and lambdas: each opens a definition of its own."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression
from pyramid.extract.languages.java.walk.frames import Frame
from pyramid.extract.languages.java.walk.simple import annotation
from pyramid.extract.making import make, make_parameter, make_statement
from pyramid.model.facts import Expression, Parameter, Statement

THIS = Parameter("this", "positional")
#: Words of a definition's header, as Python's ``metaclass=`` is.
Keywords = tuple[tuple[str, Expression], ...]


@expression("lambda_expression")
def anonymous(walk: Cursor, node: Node) -> Expression:
    """A function without a name, as Python's lambda; it knows the object around it."""
    line = walk.lines[node.start_byte]
    walk.scope.lambdas += 1
    outer, out = walk.enter("lambda", f"<lambda{walk.scope.lambdas}>", line), walk.out
    walk.out = []
    walk.frames.push(Frame())
    found = _lambda_parameters(walk, node.child_by_field_name("parameters"))
    body = node.child_by_field_name("body")
    if body is not None and body.type == "block":
        walk.say(body.children)
    elif body is not None:
        value = walk.value(body)
        walk.out.append(make_statement("return", walk.line(body), walk.end(body), "", (), value))
    walk.frames.pop()
    inside, walk.out = tuple(walk.out), out
    index = walk.leave(outer, walk.scope.definition(line, walk.end(node), inside, (), (), found))
    return make("function", line, str(index))


def _lambda_parameters(walk: Cursor, node: Node | None) -> tuple[Parameter, ...]:
    if node is None:
        return ()
    if node.type == "formal_parameters":
        return parameters(walk, node)
    names = [node] if node.type == "identifier" else [c for c in node.children if c.type == "identifier"]
    found = [walk.of(each) for each in names]
    for text in found:
        walk.frames.declare(text)
    return tuple([make_parameter(text, "positional") for text in found])


def parameters(walk: Cursor, node: Node | None) -> tuple[Parameter, ...]:
    """What a method takes; ``Page... pages`` is ``*pages``."""
    found = []
    for child in () if node is None else node.children:
        if child.type == "formal_parameter":
            named, kind = child.child_by_field_name("name"), "positional"
            hint = annotation(walk, child.child_by_field_name("type"))
        elif child.type == "spread_parameter":
            inner = next((each for each in child.children if each.type == "variable_declarator"), None)
            named, kind, hint = None if inner is None else inner.child_by_field_name("name"), "*", None
        else:
            continue
        if named is not None:
            walk.frames.declare(walk.of(named))
            found.append(make_parameter(walk.of(named), kind, hint))
    return tuple(found)


def define(
    walk: Cursor, node: Node, name: str, *, decorators: tuple[Expression, ...] = (), static: bool = False,
    signature: str = "", start: int = 0, before: tuple[Statement, ...] = (),
    after: tuple[Statement, ...] = (), given: Node | None = None, keywords: Keywords = (),
) -> None:  # fmt: skip
    """Append a ``define`` of a method; ``given`` are parameters that stand elsewhere.

    ``before`` and ``after`` are statements that the language does not write.
    """
    named = node.child_by_field_name("name")
    line, end = walk.line(named or node), walk.end(node)
    outer, out = walk.enter("function", name, line, signature), walk.out
    walk.out = list(before)
    walk.frames.push(Frame(bound=not static))
    found = parameters(walk, given or node.child_by_field_name("parameters"))
    if not static:
        found = (THIS, *found)
    returns = annotation(walk, node.child_by_field_name("type"))
    body = node.child_by_field_name("body")
    if body is not None:
        walk.say(body.children)
    walk.frames.pop()
    inside, walk.out = (*walk.out, *after), out
    facts = walk.scope.definition(
        start or line, end, inside, decorators, (), found, returns, keywords=keywords
    )
    index = walk.leave(outer, facts)
    walk.out.append(make_statement("define", line, end, str(index)))
