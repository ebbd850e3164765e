"""What holds for every text."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.extract import extract_source
from pyramid.extract.facts_codec import decode, encode
from pyramid.model.facts import Expression, Extracted, FileFacts, Statement

_PIECES = [
    "a", "B", "this", "super", "null", "1L", "'s'", '"t"', '"""\n  u\n"""', "(", ")", "[", "]", "{", "}",
    "<T>",
    "->", "::", "=", "==", "+", "++", "&&", "?", ":", ";", ",", ".", "...", "!", "@A", "@A(b = 1)", "@A({1})",
    "if", "else", "for", "while", "do", "switch", "case", "default", "try", "catch", "finally", "throw",
    "return", "yield", "class", "extends", "implements", "static", "new", "import", "package", "var", "int",
    "enum", "interface", "record", "abstract", "instanceof", "synchronized", "assert", "void", "private", "ä",
    "\\", "};", ");", "C() {", "void m() {", "class C {", "enum E { X,", "record R(int a) {", "R {",
    "// c\n", "/* d\n */", "\n", "\t",
]  # fmt: skip
_CODE = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_CODE, st.sampled_from(["{}", "class C {{ {} }}", "class C {{ void m() {{ {} }} }}"]))
def test_pieces_of_code_never_raise(source: str, around: str) -> None:
    _check(around.format(source).encode())


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60).map(str.encode), st.binary(max_size=60)))
def test_arbitrary_text_never_raises(source: bytes) -> None:
    _check(source)


def _check(source: bytes) -> None:
    """An outcome that is no error of ours, survives its encoding, and has lines of the file only."""
    outcome = extract_source("a/C.java", source, "java")
    assert getattr(outcome, "slug", "") != "extractor-error", outcome
    assert decode(encode(outcome), "a/C.java") == outcome
    if not isinstance(outcome, Extracted):
        return
    facts = outcome.facts
    last = max(facts.lines, 1)
    for definition in facts.definitions:
        assert 1 <= definition.start_line <= definition.line <= definition.end_line <= last
        for statement in _statements(definition.body):
            assert 1 <= statement.line <= statement.end_line <= last
    assert all(1 <= node.line <= last for node in _expressions(facts))


def _expressions(facts: FileFacts) -> Iterator[Expression]:
    for definition in facts.definitions:
        roots = [*definition.decorators, *definition.bases, definition.returns]
        roots += [parameter.annotation for parameter in definition.parameters]
        for statement in _statements(definition.body):
            roots += [*statement.targets, statement.value, statement.annotation]
        todo = [root for root in roots if root is not None]
        while todo:
            node = todo.pop()
            yield node
            todo += node.operands


def _statements(body: tuple[Statement, ...]) -> Iterator[Statement]:
    for statement in body:
        yield statement
        yield from _statements(statement.body)
