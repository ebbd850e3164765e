"""Strings as far as they are known: literals, formatting, joining; unknown parts are NUL."""

from __future__ import annotations

import re

from pyramid.link.attributes import method
from pyramid.link.invoke import invoke_all
from pyramid.link.refs import Bundle, Ref
from pyramid.link.walk import Values, Walk, evaluate, handles, union
from pyramid.model.facts import Expression

UNKNOWN = "\0"
LONGEST = 2000
_SHOWING = ("__format__", "__str__")
_UNKNOWNS = re.compile("\0+")
_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa%]")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(?::[^{}]*)?\}")


@handles("string")
def string(walk: Walk, expression: Expression) -> Values:
    """A literal string."""
    text = expression.text
    if UNKNOWN in text or len(text) > LONGEST:
        return (text_ref(walk, text),)
    return walk.engine.literal(text)


@handles("number")
def number(walk: Walk, expression: Expression) -> Values:
    """A literal number."""
    return (walk.engine.refs.make("number", expression.text),)


@handles("bytes")
def data(walk: Walk, expression: Expression) -> Values:
    """Literal bytes."""
    return (walk.engine.refs.make("object", "builtins.bytes"),)


@handles("format")
def formatted(walk: Walk, expression: Expression) -> Values:
    """An f-string."""
    parts = [evaluate(walk, part) for part in expression.operands]
    for values in parts:
        if any(value.kind == "instance" for value in values):
            shown(walk, values, expression.line)
    return (text_ref(walk, "".join(map(text_of, parts))),)


def shown(walk: Walk, values: Values, line: int) -> None:
    """Putting objects into a text runs the method that says how they look; error messages are seldom made."""
    if walk.raising:
        return
    for value in values:
        found = next(filter(None, (method(walk, value, name, line) for name in _SHOWING)), ())
        invoke_all(walk, found, Bundle([()]), line, "operator")


def text_ref(walk: Walk, text: str) -> Ref:
    """The value for a text; a text without any known part is just a string."""
    if UNKNOWN in text:
        text = _UNKNOWNS.sub(UNKNOWN, text)
        if text == UNKNOWN:
            return walk.engine.text
    if len(text) > LONGEST:
        return walk.engine.text
    return walk.engine.refs.make("string", text)


def text_of(values: Values) -> str:
    """The one text that these values stand for, ``UNKNOWN`` when there is none or several."""
    if len(values) != 1:
        return UNKNOWN
    value = values[0]
    if value.kind in ("string", "number"):
        return value.name
    if value.kind == "object" and value.name in PATHS and value.origin.startswith("text:"):
        return value.origin[5:]
    return UNKNOWN


#: Types whose text is the joined path.
PATHS = frozenset({"pathlib.Path", "pathlib.PurePath"})


def is_text(values: Values) -> bool:
    """Whether a value is a string for certain."""
    return any(
        value.kind == "string" or (value.kind == "object" and value.name == "builtins.str")
        for value in values
    )


def add(walk: Walk, left: Values, right: Values) -> Values:
    """``left + right`` of strings."""
    return (text_ref(walk, text_of(left) + text_of(right)),)


def percent(walk: Walk, left: Values, right: Values, line: int) -> Values:
    """``left % right`` of strings."""
    template = text_of(left)
    shown(walk, right, line)
    parts = _parts(walk, right)
    used = iter(range(len(template)))

    def fill(match: re.Match[str]) -> str:
        if match.group(0) == "%%":
            return "%"
        key = "'" + match.group(1) if match.group(1) else str(next(used))
        return parts.get(key, UNKNOWN)

    return (text_ref(walk, _PERCENT.sub(fill, template)),)


def filled(template: str, given: list[str]) -> str:
    """A template of ``%`` signs with texts in their order; what is not given is unknown."""
    left = iter(given)
    return _PERCENT.sub(lambda found: "%" if found[0] == "%%" else next(left, UNKNOWN), template)


def format_method(walk: Walk, receiver: Ref, bundle: Bundle) -> Values:
    """``text.format(...)``."""
    used = iter(range(10_000))

    def fill(match: re.Match[str]) -> str:
        field = match.group(1)
        if field is None:
            return match.group(0)[0]
        if field == "" or field.isdigit():
            position = int(field) if field else next(used)
            return text_of(bundle.positional[position]) if position < len(bundle.positional) else UNKNOWN
        return text_of(bundle.keywords.get(field, ()))

    return (text_ref(walk, _BRACES.sub(fill, receiver.name)),)


def join_method(walk: Walk, receiver: Ref, bundle: Bundle) -> Values:
    """``separator.join(parts)`` of a literal sequence."""
    values = bundle.positional[0] if bundle.positional else ()
    if len(values) != 1 or values[0].kind != "container" or not values[0].cells or "" in values[0].cells:
        return (walk.engine.text,)
    cells = values[0].cells
    parts = [text_of(walk.engine.read(cells[key])) for key in sorted(cells, key=lambda k: (len(k), k))]
    return (text_ref(walk, receiver.name.join(parts)),)


_UNCHANGED = {"strip": str.strip, "rstrip": str.rstrip, "lstrip": str.lstrip}
_SIMPLE = {"lower": str.lower, "upper": str.upper, "title": str.title, "capitalize": str.capitalize}


def text_method(walk: Walk, receiver: Ref, name: str, bundle: Bundle) -> Values:
    """A method of a known string."""
    if name == "format":
        return format_method(walk, receiver, bundle)
    if name == "join":
        return join_method(walk, receiver, bundle)
    if name == "concat" and len(bundle.positional) == 1:
        return add(walk, (receiver,), bundle.positional[0])
    if name == "formatted":
        return (text_ref(walk, filled(receiver.name, [text_of(values) for values in bundle.positional])),)
    if name in _SIMPLE:
        return (text_ref(walk, _SIMPLE[name](receiver.name)),)
    if name in _UNCHANGED:
        characters = text_of(bundle.positional[0]) if bundle.positional else None
        known = characters is None or UNKNOWN not in characters
        return (
            (text_ref(walk, _UNCHANGED[name](receiver.name, characters)),) if known else (walk.engine.text,)
        )
    if name in ("replace", "removeprefix", "removesuffix"):
        return _edited(walk, receiver, name, bundle)
    return (walk.engine.text,) if name in _TEXT_RESULTS else ()


_TEXT_RESULTS = frozenset(
    {"zfill", "center", "ljust", "rjust", "expandtabs", "casefold", "swapcase", "translate"}
)


def _edited(walk: Walk, receiver: Ref, name: str, bundle: Bundle) -> Values:
    parts = [text_of(values) for values in bundle.positional]
    wanted = 2 if name == "replace" else 1
    if len(parts) < wanted or any(UNKNOWN in part for part in parts):
        return (walk.engine.text,)
    return (text_ref(walk, getattr(receiver.name, name)(*parts[:wanted])),)


def _parts(walk: Walk, values: Values) -> dict[str, str]:
    if len(values) == 1 and values[0].kind == "container":
        cells = values[0].cells or {}
        return {key: text_of(walk.engine.read(cell)) for key, cell in cells.items()}
    return {"0": text_of(values)}


def joined(walk: Walk, groups: list[Values], separator: str) -> Values:
    """Texts joined as a path or a URL."""
    return (text_ref(walk, separator.join(text_of(group).strip(separator) for group in groups)),)


__all__ = ["UNKNOWN", "add", "is_text", "joined", "percent", "text_method", "text_of", "text_ref", "union"]
