"""Layer and role rules: what a test or function does, as data, and what follows from it.

Vocabulary of a ``kind = "layer"`` file (one per layer, in ``rules/layers/``)::

    [claims]                   # words that promise this layer; compared with behaviour, never used for it
    folders = ["e2e"]          # a folder's or file's word
    markers = ["e2e"]          # a marker's name

    [[rule]]
    id = "drives-a-browser"
    layer = "e2e"              # or only `tags = [...]`
    rank = 900                 # the highest rank that holds decides; the next other layer is the runner-up
    certainty = "certain"
    because = "drives a browser"
    when.test.does = ["visit"] # all keys must hold, any entry of a list is enough
    unless.test.does = []      # none may hold

Keys are ``PART.does`` with the parts below.  A ``kind = "role"`` file has ``role``, and its
keys are those of ``ROLE_KEYS``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyramid.model.layers import Certainty, Role, TestLayer

LAYER_KEYS: Mapping[str, str] = {
    "test.does": "meaning kinds in the test's own body and in the test code it calls",
    "setup.does": "meaning kinds in its fixtures and set-up methods, and in the test code they call",
    "given.does": "meaning kinds in the functions and classes that its fixtures define inside themselves",
    "suite.does": "meaning kinds on its class, its class's bases, and its markers",
    "called.does": "meaning kinds in the bodies of the application functions it calls itself",
    "reached.does": "meaning kinds in any application code that those functions reach",
}

ROLE_KEYS: Mapping[str, str] = {
    "does": "meaning kinds in the function's own body",
    "is": "meaning kinds whose subject is the function (a decorated handler, a task)",
    "class.is": "meaning kinds whose subject is the function's class or one of its bases",
    "shape": "words of the closed list SHAPES",
    "name": "the function's own name, exactly",
}

SHAPES: Mapping[str, str] = {
    "decides": "has a branch, a comparison, a boolean operator or a conditional expression",
    "computes": "has arithmetic on values, not only text formatting",
    "raises": "refuses by raising an error",
    "property": "is read like an attribute",
    "accessor": "returns a stored value or a constant, nothing else",
    "dunder": "is a special method of the language",
    "routes": "answers a route of the application",
    "test-code": "stands in test code",
    "calls": "calls at least one other function",
    "empty": "has no statement that does anything",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One key of ``when`` or ``unless`` and the entries of which any is enough."""

    key: str
    any_of: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRule:
    """If all of ``when`` and none of ``unless`` hold, the test stands at ``layer`` and has ``tags``."""

    id: str
    because: str
    rank: int = 0
    certainty: Certainty = Certainty.LIKELY
    layer: TestLayer | None = None
    tags: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerClaim:
    """Words of folders and markers by which people promise a layer."""

    layer: TestLayer
    folders: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRules:
    """Every layer rule, highest rank first, and every claim."""

    rules: tuple[LayerRule, ...] = ()
    claims: tuple[LayerClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """If all of ``when`` and none of ``unless`` hold, the function has the ``role``."""

    id: str
    role: Role
    rank: int = 0
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRules:
    """Every role rule, highest rank first, and the words of files and folders that hold test code."""

    rules: tuple[RoleRule, ...] = ()
    test_folders: frozenset[str] = frozenset()
    test_files: frozenset[str] = frozenset()


class UnknownWord(ValueError):
    """A key or entry outside the vocabulary; ``word`` is what stood there, ``known`` what may."""

    def __init__(self, what: str, word: str, known: Sequence[str]) -> None:
        super().__init__(f"unknown {what} {word!r}")
        self.what, self.word, self.known = what, word, tuple(known)


def layer_rules(files: Sequence[Mapping[str, object]], kinds: Sequence[str]) -> LayerRules:
    """The layer rules of parsed files; ``kinds`` are the meaning kinds that may be asked for.

    Raises ``UnknownWord``.
    """
    rules = [_layer_rule(table, kinds) for file in files for table in _tables(file, "rule")]
    claims = [_claim(file) for file in files if "claims" in file]
    return LayerRules(rules=tuple(sorted(rules, key=lambda rule: (-rule.rank, rule.id))), claims=tuple(claims))


def role_rules(files: Sequence[Mapping[str, object]], kinds: Sequence[str]) -> RoleRules:
    """The role rules of parsed files.  Raises ``UnknownWord``."""
    rules = [_role_rule(table, kinds) for file in files for table in _tables(file, "rule")]
    code = [_table(file["test-code"]) for file in files if "test-code" in file]
    for table in code:
        _only(table, ("folders", "files"), "key of test-code")
    return RoleRules(
        rules=tuple(sorted(rules, key=lambda rule: (-rule.rank, rule.id))),
        test_folders=frozenset(word for table in code for word in _words(table.get("folders", ()))),
        test_files=frozenset(word for table in code for word in _words(table.get("files", ()))),
    )


def _layer_rule(table: Mapping[str, object], kinds: Sequence[str]) -> LayerRule:
    known = ("id", "layer", "tags", "rank", "certainty", "because", "when", "unless")
    _only(table, known, "key of a layer rule")
    layer = table.get("layer")
    return LayerRule(
        id=str(table["id"]),
        because=str(table.get("because", "")),
        rank=int(str(table.get("rank", 0))),
        certainty=Certainty(_one_of(table.get("certainty", "likely"), [c.value for c in Certainty], "certainty")),
        layer=TestLayer(_one_of(layer, [v.value for v in TestLayer], "layer")) if layer else None,
        tags=_words(table.get("tags", ())),
        when=_conditions(table.get("when", {}), LAYER_KEYS, kinds),
        unless=_conditions(table.get("unless", {}), LAYER_KEYS, kinds),
    )


def _role_rule(table: Mapping[str, object], kinds: Sequence[str]) -> RoleRule:
    _only(table, ("id", "role", "rank", "when", "unless"), "key of a role rule")
    return RoleRule(
        id=str(table["id"]),
        role=Role(_one_of(table.get("role"), [role.value for role in Role], "role")),
        rank=int(str(table.get("rank", 0))),
        when=_conditions(table.get("when", {}), ROLE_KEYS, kinds),
        unless=_conditions(table.get("unless", {}), ROLE_KEYS, kinds),
    )


def _claim(file: Mapping[str, object]) -> LayerClaim:
    claims = _table(file["claims"])
    _only(claims, ("layer", "folders", "markers"), "key of claims")
    layer = _one_of(claims.get("layer", file.get("id")), [v.value for v in TestLayer], "layer")
    return LayerClaim(
        layer=TestLayer(layer),
        folders=frozenset(_words(claims.get("folders", ()))),
        markers=frozenset(_words(claims.get("markers", ()))),
    )


def _conditions(
    tree: object, keys: Mapping[str, str], kinds: Sequence[str], prefix: str = ""
) -> tuple[Condition, ...]:
    """Flatten nested tables into dotted keys and check every word."""
    found: list[Condition] = []
    for name, value in _table(tree).items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found.extend(_conditions(value, keys, kinds, f"{key}."))
            continue
        _one_of(key, list(keys), "condition")
        entries = _words(value)
        for entry in entries:
            _check_entry(key, entry, kinds)
        found.append(Condition(key=key, any_of=frozenset(entries)))
    return tuple(found)


def _check_entry(key: str, entry: str, kinds: Sequence[str]) -> None:
    if key == "shape":
        _one_of(entry, list(SHAPES), "shape")
    elif key != "name" and kinds:
        _one_of(entry, kinds, "meaning kind")


def _tables(file: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    value = file.get(name, [])
    return [_table(entry) for entry in value] if isinstance(value, list) else []


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(word) for word in value)  # type: ignore[attr-defined]


def _only(table: Mapping[str, object], known: Sequence[str], what: str) -> None:
    for key in table:
        _one_of(key, known, what)


def _one_of(word: object, known: Sequence[str], what: str) -> str:
    if word not in known:
        raise UnknownWord(what, str(word), known)
    return str(word)
