"""Reading the rule files of layers and roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyramid.model.layers import Certainty, Role, TestLayer
from pyramid.rulebook.errors import RuleError, suggestion
from pyramid.rulebook.files import RuleFile
from pyramid.rulebook.layer_rules import (
    LAYER_KEYS,
    ROLE_KEYS,
    SHAPES,
    Condition,
    LayerClaim,
    LayerRule,
    LayerRules,
    RoleRule,
    RoleRules,
)
from pyramid.rulebook.vocabulary import KINDS

_HEAD = ("schema", "kind", "id", "summary", "about", "example")
_LAYERS = tuple(layer.value for layer in TestLayer)
_ROLES = tuple(role.value for role in Role)
_CERTAINTIES = tuple(certainty.value for certainty in Certainty)


def layer_rules(files: Iterable[RuleFile]) -> LayerRules:
    """The rules and claims of the layer files; raises RuleError."""
    readers = [_Reader(file, (*_HEAD, "claims", "rule")) for file in files]
    rules = [_layer_rule(reader, table) for reader in readers for table in reader.tables("rule")]
    claims = [_claim(reader, table) for reader in readers for table in reader.tables("claims")]
    ordered = sorted(rules, key=lambda rule: (-rule.rank, rule.id))
    return LayerRules(rules=tuple(ordered), claims=tuple(claims))


def role_rules(files: Iterable[RuleFile]) -> RoleRules:
    """The rules of the role files and their words for test code; raises RuleError."""
    readers = [_Reader(file, (*_HEAD, "test-code", "rule")) for file in files]
    rules = [_role_rule(reader, table) for reader in readers for table in reader.tables("rule")]
    code = [(reader, table) for reader in readers for table in reader.tables("test-code")]
    return RoleRules(
        rules=tuple(sorted(rules, key=lambda rule: (-rule.rank, rule.id))),
        test_folders=frozenset(word for reader, table in code for word in reader.words(table, "folders")),
        test_files=frozenset(word for reader, table in code for word in reader.words(table, "files")),
    )


def _layer_rule(reader: _Reader, table: Mapping[str, Any]) -> LayerRule:
    reader.only(table, ("id", "layer", "tags", "rank", "certainty", "because", "when", "unless"))
    layer = reader.word(table, "layer", _LAYERS, "")
    return LayerRule(
        id=reader.text(table, "id"),
        because=reader.text(table, "because"),
        rank=reader.number(table, "rank"),
        certainty=Certainty(reader.word(table, "certainty", _CERTAINTIES, "likely")),
        layer=TestLayer(layer) if layer else None,
        tags=reader.words(table, "tags"),
        when=_conditions(reader, table.get("when", {}), LAYER_KEYS),
        unless=_conditions(reader, table.get("unless", {}), LAYER_KEYS),
    )


def _role_rule(reader: _Reader, table: Mapping[str, Any]) -> RoleRule:
    reader.only(table, ("id", "role", "rank", "when", "unless"))
    return RoleRule(
        id=reader.text(table, "id"),
        role=Role(reader.word(table, "role", _ROLES)),
        rank=reader.number(table, "rank"),
        when=_conditions(reader, table.get("when", {}), ROLE_KEYS),
        unless=_conditions(reader, table.get("unless", {}), ROLE_KEYS),
    )


def _claim(reader: _Reader, table: Mapping[str, Any]) -> LayerClaim:
    reader.only(table, ("layer", "folders", "anywhere", "markers"))
    return LayerClaim(
        layer=TestLayer(reader.word(table, "layer", _LAYERS, reader.file.id)),
        folders=frozenset(reader.words(table, "folders")),
        anywhere=frozenset(reader.words(table, "anywhere")),
        markers=frozenset(reader.words(table, "markers")),
    )


def _conditions(
    reader: _Reader, tree: Mapping[str, Any], keys: Mapping[str, str], prefix: str = ""
) -> tuple[Condition, ...]:
    """Nested tables flattened into dotted keys, every word checked."""
    found: list[Condition] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found.extend(_conditions(reader, value, keys, f"{key}."))
            continue
        reader.known(key, keys, "condition")
        entries = reader.words(tree, name)
        for entry in entries:
            reader.entry(key, entry)
        found.append(Condition(key=key, any_of=frozenset(entries)))
    return tuple(found)


class _Reader:
    """Checked access to one file's tables."""

    def __init__(self, file: RuleFile, keys: Sequence[str]) -> None:
        self.file = file
        self.only(file.table, keys)

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        found = self.file.table.get(key, [])
        found = [found] if isinstance(found, Mapping) else found
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            raise self._error("wrong-rule-type", f"{key!r} must be a table.", f"Write [[{key}]].")
        return found

    def only(self, table: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in table:
            self.known(key, keys, "key")

    def known(self, word: str, words: Iterable[str], what: str) -> str:
        if word not in words:
            slug = "unknown-rule-key" if what in ("key", "condition") else "unknown-rule-word"
            raise self._error(slug, f"Unknown {what} {word!r}.", suggestion(word, words))
        return word

    def entry(self, key: str, entry: str) -> None:
        if key == "shape":
            self.known(entry, SHAPES, "shape")
        elif key != "name":
            self.known(entry, KINDS, "meaning kind")

    def word(
        self, table: Mapping[str, Any], key: str, words: Iterable[str], default: str | None = None
    ) -> str:
        found = table.get(key, default)
        return found if found == default == "" else self.known(str(found), words, key)

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        found = table.get(key, [])
        found = [found] if isinstance(found, str) else found
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self._error("wrong-rule-type", f"{key!r} must be a list of strings.", "Change its value.")
        return tuple(found)

    def text(self, table: Mapping[str, Any], key: str) -> str:
        found = table.get(key)
        if not isinstance(found, str):
            raise self._error("missing-rule-key", f"A rule lacks the text {key!r}.", "Give it.")
        return found

    def number(self, table: Mapping[str, Any], key: str) -> int:
        found = table.get(key, 0)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self._error("wrong-rule-type", f"{key!r} must be a whole number.", "Change its value.")
        return found

    def _error(self, slug: str, message: str, fix: str) -> RuleError:
        return RuleError(slug, message, fix, self.file.path)
