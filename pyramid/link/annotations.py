"""Type annotations as values: what an object declared so can be."""

from __future__ import annotations

import ast

from pyramid.link.containers import site
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, cell_of, evaluate, union
from pyramid.model.facts import Expression, ExpressionKind

_EITHER = frozenset({"Optional", "Union"})
_INNER = frozenset(
    {
        "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Mapped",
        "Promise", "Partial", "Readonly", "NonNullable", "Awaited", "PromiseLike",
    }
)  # fmt: skip
_ELEMENTS = {
    "list": "list", "List": "list", "Sequence": "list", "MutableSequence": "list", "set": "set", "Set": "set",
    "frozenset": "set", "FrozenSet": "set", "Iterable": "list", "Iterator": "list", "Collection": "list",
    "Generator": "list", "AsyncIterator": "list", "AsyncGenerator": "list", "AsyncIterable": "list",
    "deque": "list", "Deque": "list", "AbstractSet": "set", "Array": "list", "ReadonlyArray": "list",
}  # fmt: skip
_MAPPINGS = frozenset(
    {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict", "ChainMap"}
)
_AWAITED = frozenset({"Awaitable", "Coroutine"})


def instances(walk: Walk, annotation: Expression | None, depth: int = 0) -> Values:
    """Objects that an annotation allows; nothing for plain built-in types and unknown names."""
    if annotation is None or depth > 6:
        return ()
    kind = annotation.kind
    if kind == "string":
        parsed = parse(annotation.text, annotation.line)
        return instances(walk, parsed, depth + 1)
    if kind == "binary":
        return union([instances(walk, part, depth + 1) for part in annotation.operands])
    if kind == "subscript":
        return _subscript(walk, annotation, depth)
    if kind in ("name", "attribute"):
        return union([_instance(walk, ref) for ref in evaluate(walk, annotation)])
    return ()


def metadata(annotation: Expression | None) -> tuple[Expression, ...]:
    """The extra arguments of ``Annotated[type, ...]``."""
    if annotation is None or annotation.kind != "subscript" or _last(annotation.operands[0]) != "Annotated":
        return ()
    index = annotation.operands[-1]
    return index.operands[1:] if index.kind == "tuple" else ()


def parse(text: str, line: int) -> Expression | None:
    """A string annotation as an expression; ``None`` when it is none."""
    try:
        return _convert(ast.parse(text.strip(), mode="eval").body, line)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _subscript(walk: Walk, annotation: Expression, depth: int) -> Values:
    base, index = annotation.operands[0], annotation.operands[-1]
    last = _last(base)
    parts = index.operands if index.kind == "tuple" else (index,)
    if last in _EITHER:
        return union([instances(walk, part, depth + 1) for part in parts])
    if last in _INNER or last in _AWAITED:
        part = parts[-1] if last == "Coroutine" else parts[0]
        return instances(walk, part, depth + 1)
    if last in ("Type", "type"):
        return tuple(
            ref for part in parts for ref in evaluate(walk, part) if ref.kind in ("class", "external")
        )
    if last in _ELEMENTS:
        return _container(walk, _ELEMENTS[last], annotation, instances(walk, parts[0], depth + 1))
    if last in ("tuple", "Tuple"):
        return _tuple(walk, annotation, parts, depth)
    if last in _MAPPINGS and len(parts) > 1:
        return _container(walk, "dict", annotation, instances(walk, parts[1], depth + 1))
    return union([_instance(walk, ref) for ref in evaluate(walk, base)])


def _tuple(walk: Walk, annotation: Expression, parts: tuple[Expression, ...], depth: int) -> Values:
    container = site(walk, "tuple", annotation)
    for position, part in enumerate(parts):
        open_ended = len(parts) == 2 and parts[1].kind == "constant"
        walk.engine.write(
            cell_of(container, "" if open_ended else str(position)), instances(walk, part, depth + 1)
        )
    return (container,)


def _container(walk: Walk, kind: str, annotation: Expression, inside: Values) -> Values:
    if not inside:
        return ()
    container = site(walk, kind, annotation)
    walk.engine.write(cell_of(container, ""), inside)
    return (container,)


def _instance(walk: Walk, ref: Ref) -> Values:
    make = walk.engine.refs.make
    if ref.kind == "class":
        return (make("instance", ref.name, ref),)
    if ref.kind == "external" and not ref.name.startswith(("builtins.", "typing.")) and "()" not in ref.name:
        last = ref.name.rpartition(".")[2]
        known = walk.engine.knowledge.type_of_call(ref.name)
        if known or last[:1].isupper():
            return (make("object", known or ref.name),)
    if ref.kind == "container":  # an alias: Ids = list[Id]
        return (ref,)
    return ()


def _last(expression: Expression) -> str:
    return expression.text if expression.kind in ("name", "attribute") else ""


def _convert(node: ast.AST, line: int) -> Expression | None:
    if isinstance(node, ast.Name):
        return Expression("name", line, node.id)
    if isinstance(node, ast.Constant):
        is_text = isinstance(node.value, str)
        return Expression("string" if is_text else "constant", line, str(node.value))
    parts: list[ast.expr] = []
    kind: ExpressionKind = "unknown"
    text = ""
    if isinstance(node, ast.Attribute):
        kind, text, parts = "attribute", node.attr, [node.value]
    elif isinstance(node, ast.Subscript):
        kind, parts = "subscript", [node.value, node.slice]
    elif isinstance(node, ast.BinOp):
        kind, text, parts = "binary", "|", [node.left, node.right]
    elif isinstance(node, ast.Tuple | ast.List):
        kind, parts = "tuple", list(node.elts)
    converted = [_convert(part, line) for part in parts]
    if kind == "unknown" or None in converted:
        return None
    return Expression(kind, line, text, tuple(part for part in converted if part))
