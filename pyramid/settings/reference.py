"""The settings as a reference page needs them, read from the schema itself."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pyramid.settings.schema import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingReference:
    """One setting: its dotted key, type in words, default as TOML and description (Markdown)."""

    key: str
    type: str
    default: str
    text: str


def settings_reference() -> tuple[SettingReference, ...]:
    """Every setting, in the order of the schema; nested ones follow the table they are in."""
    return tuple(_describe(Settings, "", Settings()))


def _describe(schema: type, prefix: str, value: Any) -> list[SettingReference]:
    hints, texts = get_type_hints(schema, include_extras=True), _texts(schema)
    found: list[SettingReference] = []
    for item in dataclasses.fields(schema):
        if item.metadata.get("internal"):
            continue
        key, own = prefix + item.name.replace("_", "-"), getattr(value, item.name)
        nested = dataclasses.is_dataclass(own)
        default, kind, text = "" if nested else _toml(own), _type(hints[item.name]), texts[item.name]
        found.append(SettingReference(key=key, type=kind, default=default, text=text))
        if nested:
            found += _describe(type(own), key + ".", own)
    return found


def _texts(schema: type) -> dict[str, str]:
    """The text under each field, from the source of the class and of those it derives from."""
    found: dict[str, str] = {}
    for base in reversed([entry for entry in schema.__mro__ if dataclasses.is_dataclass(entry)]):
        tree = ast.parse(inspect.cleandoc(inspect.getsource(base)))
        assert isinstance(tree.body[0], ast.ClassDef)
        for field, text in zip(tree.body[0].body, tree.body[0].body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                assert isinstance(field.target, ast.Name)
                found[field.target.id] = inspect.cleandoc(ast.literal_eval(text.value))
    return found


def _type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return str(arguments[1])
    if origin is Literal:
        return " | ".join(f'"{choice}"' for choice in arguments)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if arguments:
        return f"table of {_type(arguments[0])} → {_type(arguments[1])}"
    if dataclasses.is_dataclass(hint):
        return "table"
    return {bool: "true | false", int: "integer", float: "number", str: "text"}[hint]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, str):
        return f'"{value}"'
    return "{}" if isinstance(value, dict) else f"{value:_}" if isinstance(value, int) else str(value)
