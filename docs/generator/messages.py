"""Every message that has a slug, from the places in the code that give it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyramid.render.plain import sentence

PACKAGE = Path(__file__).resolve().parents[2] / "pyramid"
Names = Mapping[str, ast.expr]
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HEAD = """# Messages

Every warning and error has a slug, the place, the cause and the next step. `{…}` stands for what
differs from case to case; a message without a text here says in its own words what was found.
"""
_OWN_WORDS = "in its own words."


@dataclass(frozen=True, order=True)
class Message:
    """One place in the code that gives a message."""

    slug: str
    room: str
    cause: str
    fix: str


def pages() -> dict[str, str]:
    """One page, a section for each slug."""
    found = sorted({message for path in sorted(PACKAGE.rglob("*.py")) for message in _in_file(path)})
    parts = [_HEAD]
    for slug in sorted({message.slug for message in found}):
        parts.append(f"## {slug}\n")
        told = [message for message in found if message.slug == slug]
        worded = [message for message in told if message.cause != _OWN_WORDS]
        parts += [f"- {_entry(message)}" for message in worded or told]
        parts.append("")
    return {"reference/messages.md": "\n".join(parts).rstrip("\n") + "\n"}


def _entry(message: Message) -> str:
    fix = f" Next: {sentence(message.fix)}" if message.fix else ""
    return f"*{message.room}*: {sentence(message.cause)}{fix}".replace("<", "&lt;")


def _in_file(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_bytes())
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for scope in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        assigned = [pair for node in (*tree.body, *ast.walk(scope)) for pair in _assigned(node)]
        assigned.sort(key=lambda pair: pair[1].lineno)
        for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
            before = {name: value for name, value in assigned if value.lineno <= call.lineno}
            yield from _told(call, before, room)


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What simple names are assigned to; pairs too."""
    if not isinstance(node, ast.Assign):
        return
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, given in zip(target.elts, value.elts, strict=False):
            if isinstance(part, ast.Name):
                yield part.id, given


def _told(call: ast.Call, names: Names, room: str) -> Iterator[Message]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "slug" in named:
        cause = _text(named.get("reason", named.get("message")), names)
        for slug in _slugs(named["slug"], names):
            yield Message(slug, room, cause or _OWN_WORDS, _text(named.get("fix"), names))
        return
    for number, argument in enumerate(call.args[:-1]):
        cause = _text(call.args[number + 1], names)
        if " " in cause.strip():
            rest = call.args[number + 2] if len(call.args) > number + 2 else named.get("fix")
            for slug in _slugs(argument, names):
                if "-" in slug:
                    yield Message(slug, room, cause, _text(rest, names))


def _slugs(node: ast.expr, names: Names) -> Iterator[str]:
    if isinstance(node, ast.Name) and node.id in names:
        yield from _slugs(names[node.id], {})
    elif isinstance(node, ast.IfExp):
        yield from _slugs(node.body, names)
        yield from _slugs(node.orelse, names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _SLUG.fullmatch(node.value):
        yield node.value


def _text(node: ast.expr | None, names: Names) -> str:
    """The words of a string; `{…}` for what is filled in."""
    if isinstance(node, ast.Constant):
        return " ".join(str(node.value).split()) if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{…}" for v in node.values)
    if isinstance(node, ast.Name) and node.id in names:
        return _text(names[node.id], {})
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (_text(node.left, names) or "{…}") + (_text(node.right, names) or "{…}")
    if isinstance(node, ast.IfExp):
        return _text(node.body, names)
    return ""
