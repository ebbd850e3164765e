"""Every example of every rule file, through extraction, linking and recognition.

Marks are exact both ways: a mark without its meaning fails, and so does a meaning without a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from pyramid.extract import decode_tree, extract_files, suffixes
from pyramid.link import resolve
from pyramid.model.facts import SourceFile
from pyramid.model.meaning import Meanings, Route
from pyramid.model.program import Program
from pyramid.recognize import Documents, find_requests, find_routes, find_tests, read_documents, recognize
from pyramid.rulebook import Example, Expectation, RuleFile, load_rules
from pyramid.workspace import DocumentFiles, import_aliases

RULES = load_rules()
DOCUMENTS = DocumentFiles(RULES.document_kinds())
DERIVED = ("route", "request", "test")
CASES = [
    pytest.param(file, example, id=f"{file.id}-{number}")
    for file in RULES.files
    for number, example in enumerate(file.examples, 1)
]


@pytest.mark.parametrize(("file", "example"), CASES)
def test_example(file: RuleFile, example: Example) -> None:
    missing, extra = differences(file, example)
    if example.todo:
        assert missing or extra, f"{example.title}: passes now, remove its todo"
        return
    assert not missing and not extra, report(example, missing, extra)


@pytest.mark.parametrize("file", [each for each in RULES.files if each.recognizers], ids=lambda each: each.id)
def test_rule_is_proved(file: RuleFile) -> None:
    """Recognizers have an example that fires and one with something that only looks alike."""
    assert any(example.expectations for example in file.examples)
    assert any(_silent(example) for example in file.examples)


def _silent(example: Example) -> bool:
    marked = {each.path for each in example.expectations}
    return any(path not in marked for path in example.files)


@dataclass(frozen=True)
class Found:
    """One thing that was found, with what a mark may say about it."""

    path: str
    lines: tuple[int, ...]
    kind: str
    words: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]

    def fits(self, mark: Expectation) -> bool:
        return (
            mark.path == self.path
            and mark.line in self.lines
            and mark.kind == self.kind
            and self.words[: len(mark.words)] == mark.words
            and all(dict(self.slots).get(name, "").replace("\0", "{}") == text for name, text in mark.slots)
        )


def differences(file: RuleFile, example: Example) -> tuple[list[Expectation], list[Found]]:
    """Marks that nothing fits, and findings that no mark fits."""
    documents = _read(example)
    aliases = import_aliases(example.files, lambda path: example.files.get(path, "").encode() or None)
    program = resolve(documents, RULES.knowledge, aliases)
    meanings = recognize(program, RULES, documents.meanings(program))
    derived = {mark.kind for mark in example.expectations} & {"route", "request", "test"}
    left = [*_derived(program, meanings), *_meant(meanings, file)]
    missing = []
    for mark in example.expectations:
        hit = next((found for found in left if found.fits(mark)), None)
        if hit is None:
            missing.append(mark)
        else:
            left.remove(hit)
    kinds = Counter(recognizer.emit for recognizer in file.recognizers)
    wanted = derived | ({"route"} if kinds["route"] else set())
    return missing, [
        each for each in left if each.kind not in DERIVED or (each.kind in wanted and not each.slots)
    ]


def language(path: str, content: bytes) -> str:
    known = suffixes().get(PurePosixPath(path).suffix, "")
    return known or (DOCUMENTS.language(path, content) if DOCUMENTS.named(path) else "")


def _read(example: Example) -> Documents:
    sources = {path: text.encode() for path, text in example.files.items()}
    files = [
        SourceFile(path=path, size=len(text), language=language(path, text))
        for path, text in sources.items()
        if language(path, text)
    ]
    tree = decode_tree(extract_files(files, sources.__getitem__))
    assert not tree.failures, tree.failures
    return read_documents(tree, RULES.documents)


def _derived(program: Program, meanings: Meanings) -> Iterator[Found]:
    routes = find_routes(program, meanings)
    for route in routes:
        yield Found(
            route.file, _lines(program, route), "route", (route.method, route.path, route.handler), ()
        )
    for request in find_requests(program, meanings, routes):
        words = (request.method, request.url, *request.handlers)
        yield Found(request.path, (request.line,), "request", words, ())
    for test in find_tests(program, meanings, RULES):
        line = program.symbols()[test.symbol].line
        yield Found(program.symbols()[test.symbol].path, (line,), "test", (test.id,), ())


def _lines(program: Program, route: Route) -> tuple[int, ...]:
    symbol = program.symbols().get(route.handler)
    return tuple(range(symbol.start_line, symbol.line + 1)) if symbol else (route.line,)


def _meant(meanings: Meanings, file: RuleFile) -> Iterator[Found]:
    for meaning in meanings.all:
        if meaning.rule == file.id and meaning.kind != "route" and "lifted" not in dict(meaning.slots):
            yield Found(meaning.path, (meaning.line,), meaning.kind, (), meaning.slots)


def report(example: Example, missing: list[Expectation], extra: list[Found]) -> str:
    lines = [example.title]
    lines += [f"  missing {m.path}:{m.line} {m.kind} {' '.join(m.words)} {dict(m.slots)}" for m in missing]
    lines += [f"  extra   {e.path}:{e.lines[-1]} {e.kind} {' '.join(e.words)} {dict(e.slots)}" for e in extra]
    return "\n".join(lines)
