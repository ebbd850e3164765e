"""Every rule file of the folder, loaded and checked together."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pyramid.rulebook.commands import Command, parse_command
from pyramid.rulebook.documents import Document
from pyramid.rulebook.errors import RuleError, suggestion
from pyramid.rulebook.files import RuleFile
from pyramid.rulebook.knowledge import Knowledge
from pyramid.rulebook.parse_documents import parse_document
from pyramid.rulebook.parse_examples import parse_example
from pyramid.rulebook.parse_names import (
    parse_fixtures,
    parse_functions,
    parse_parameter,
    parse_runner,
    parse_type,
)
from pyramid.rulebook.parse_recognizers import parse_recognizer
from pyramid.rulebook.recognizers import Recognizer, TriggerTable, trigger_table
from pyramid.rulebook.tables import Table
from pyramid.rulebook.vocabulary import KNOWLEDGE_KINDS, RULE_KINDS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything the rule files say.

    ``triggers`` maps how a name is used and the name to the recognizers that fire; ``layers``,
    ``roles`` and ``advice`` are the files that other rooms interpret through ``RuleFile.table``.
    """

    files: tuple[RuleFile, ...]
    knowledge: Knowledge
    recognizers: tuple[Recognizer, ...]
    triggers: TriggerTable = field(repr=False)
    documents: tuple[Document, ...] = ()
    layers: tuple[RuleFile, ...] = ()
    roles: tuple[RuleFile, ...] = ()
    advice: tuple[RuleFile, ...] = ()

    def document_kinds(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """What reads the documents that rules know, how they are called, and what is in them."""
        return tuple((each.format, each.files, each.contains) for each in self.documents)

    @property
    def commands(self) -> tuple[Command, ...]:
        """How tests are run."""
        return tuple(command for file in self.files for command in file.commands)

    def file(self, id: str) -> RuleFile | None:
        """The rule file with this id."""
        return next((file for file in self.files if file.id == id), None)

    def types_emitting(self, *kinds: str) -> frozenset[str]:
        """The dotted types whose methods are recognised as one of these meanings."""
        return frozenset(
            name.rpartition(".")[0]
            for each in self.recognizers
            if each.emit in kinds
            for name in each.names
            if each.way == "call"
        )


def load_rules(extra: Sequence[Path] = ()) -> Rules:
    """The rules that ship with the package, and those of further files or folders.

    Raises RuleError when a file is broken or two files share an id.
    """
    given = [source for path in extra for source in _given(path)]
    if not given:
        return _shipped_rules()
    files = tuple(parse_rule_file(path, text) for path, text in (*_shipped(), *given))
    _refuse_twins(files)
    _refuse_twin_names(files)
    return assemble(files)


def load_advice(extra: Sequence[Path] = ()) -> tuple[RuleFile, ...]:
    """The advice of ``load_rules(extra)``; without extra files much faster than that."""
    if extra or _shipped_rules.cache_info().currsize:
        return load_rules(extra).advice
    return _shipped_advice()


@lru_cache(maxsize=1)
def _shipped_advice() -> tuple[RuleFile, ...]:
    files = (parse_rule_file(path, text) for path, text in _shipped() if path.startswith("rules/advice/"))
    return tuple(file for file in files if file.kind == "advice")


@lru_cache(maxsize=1)
def _shipped_rules() -> Rules:
    files = tuple(parse_rule_file(path, text) for path, text in _shipped())
    _refuse_twins(files)
    _refuse_twin_names(files)
    return assemble(files)


def assemble(files: Iterable[RuleFile]) -> Rules:
    """Rules from parsed files."""
    files = tuple(files)
    recognizers = tuple(each for file in files for each in file.recognizers)
    triggers = trigger_table(recognizers)
    knowledge = Knowledge(
        types=(each for file in files for each in file.types),
        functions=(each for file in files for each in file.functions),
        fixtures=(each for file in files for each in file.fixtures),
        runners=(each for file in files for each in file.runners),
        parameters=(each for file in files for each in file.parameters),
        recognized=(name for names in triggers.values() for name in names),
    )
    return Rules(
        files=files,
        knowledge=knowledge,
        recognizers=recognizers,
        triggers=triggers,
        documents=tuple(each for file in files for each in file.documents),
        layers=tuple(file for file in files if file.kind == "layer"),
        roles=tuple(file for file in files if file.kind == "role"),
        advice=tuple(file for file in files if file.kind == "advice"),
    )


def parse_rule_file(path: str, text: str) -> RuleFile:
    """One rule file from its text; raises RuleError."""
    table = Table(_toml(path, text), path, text.splitlines())
    kind, id_ = _head(table)
    if kind not in KNOWLEDGE_KINDS:
        return RuleFile(
            kind=kind,
            id=id_,
            summary=table.string("summary", ""),
            path=path,
            about=table.string("about", ""),
            table=table.raw(),
            text=text,
        )
    file = RuleFile(
        kind=kind,
        id=id_,
        summary=table.string("summary"),
        path=path,
        about=table.string("about", ""),
        types=tuple(map(parse_type, table.tables("type"))),
        functions=tuple(each for inner in table.tables("function") for each in parse_functions(inner)),
        fixtures=tuple(each for inner in table.tables("fixture") for each in parse_fixtures(inner)),
        parameters=tuple(map(parse_parameter, table.tables("parameter"))),
        runners=tuple(map(parse_runner, table.tables("runner"))),
        commands=tuple(map(parse_command, table.tables("command"))),
        recognizers=tuple(parse_recognizer(inner, id_) for inner in table.tables("recognizer")),
        documents=tuple(parse_document(inner, id_) for inner in table.tables("document")),
        examples=tuple(map(parse_example, table.tables("example"))),
        table=table.raw(),
    )
    table.finish()
    return file


def _head(table: Table) -> tuple[str, str]:
    schema = table.number("schema", 0)
    if schema != SCHEMA:
        raise table.error(
            "unknown-rule-schema", f"Schema {schema} is not supported.", f"Write schema = {SCHEMA}.", "schema"
        )
    kind = table.string("kind")
    if kind not in RULE_KINDS:
        raise table.error(
            "unknown-rule-kind", f"Unknown kind {kind!r}.", suggestion(kind, RULE_KINDS), "kind"
        )
    return kind, table.string("id")


def _toml(path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        digits = str(error).partition("at line ")[2].split(",")[0]
        line = int(digits) if digits.isdigit() else 0
        raise RuleError("broken-rule-file", f"Not TOML: {error}.", "Correct the file.", path, line) from None


def _refuse_twins(files: Iterable[RuleFile]) -> None:
    seen: dict[str, RuleFile] = {}
    for file in files:
        twin = seen.setdefault(file.id, file)
        if twin is not file:
            raise RuleError(
                "duplicate-rule",
                f"{twin.path} has the id {file.id!r} too.",
                "Give one another id.",
                file.path,
            )


def _refuse_twin_names(files: Iterable[RuleFile]) -> None:
    seen: dict[str, str] = {}
    for file in files:
        names = [(each.name, *each.aliases) for each in file.types]
        names += [(each.name, *each.aliases) for each in file.functions]
        for known in names:
            for name in known:
                if name in seen:
                    raise RuleError(
                        "duplicate-name",
                        f"{name!r} is described in {seen[name]} too.",
                        "Describe it once.",
                        file.path,
                    )
                seen[name] = file.path


def _shipped() -> Iterator[tuple[str, str]]:
    packaged = resources.files("pyramid") / "_rules"
    if packaged.is_dir():
        yield from _scan(packaged, "rules")
        return
    checkout = Path(__file__).resolve().parents[2] / "rules"
    if not checkout.is_dir():
        raise RuleError(
            "rules-missing", "The rule files are not installed.", "Reinstall pyramid-audit.", "rules"
        )
    yield from _scan(checkout, "rules")


def _scan(folder: Any, name: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _scan(entry, path)
        elif entry.name.endswith(".toml"):
            yield path, _decode(path, entry.read_bytes())


def _given(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if path.is_dir():
            yield from _scan(path, path.as_posix())
        else:
            yield path.as_posix(), _decode(path.as_posix(), path.read_bytes())
    except OSError as error:
        raise RuleError(
            "unreadable-rule-file", f"{error.strerror or error}.", "Check the path.", path.as_posix()
        ) from None


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(
            "broken-rule-file", f"Not UTF-8: {error.reason}.", "Save the file as UTF-8.", path
        ) from None
