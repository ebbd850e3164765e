"""What holds for every text, and for every node against the parser's own positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Node, Parser

from pyramid.extract import extract_source
from pyramid.extract.facts_codec import decode, encode
from pyramid.extract.languages.ecmascript.grammar import language
from pyramid.model.facts import Expression, Extracted, FileFacts, Statement

_PIECES = [
    "a", "b1", "this", "super", "undefined", "1", "'s'", "\"t\"", "`u${", "}`", "/r/g", "(", ")", "[",
    "]", "{", "}", "<a>", "</a>", "<b/>", "<", ">", "=>", "=", "==", "+", "++", "&&", "??", "?.", "?",
    ":", ";", ",", ".", "...", "!", "#p", "@d", "if", "else", "for", "while", "do", "switch", "case",
    "default", "try", "catch", "finally", "throw", "return", "function", "async", "await", "yield",
    "class", "extends", "static", "get", "constructor", "new", "import", "export", "from", "as",
    "const", "let", "typeof", "enum", "interface", "type", "namespace", "declare", "abstract", "ä",
    "\\", "}", "};", ")", ");", "]", "// c\n", "/* d\n */", "\n", "\t",
]  # fmt: skip
_SUFFIXES = st.sampled_from(["a.js", "a.ts", "a.tsx", "a.d.ts"])
_CODE = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_CODE, _SUFFIXES)
def test_pieces_of_code_never_raise(source: str, path: str) -> None:
    _check(source.encode(), path)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60).map(str.encode), st.binary(max_size=60)), _SUFFIXES)
def test_arbitrary_text_never_raises(source: bytes, path: str) -> None:
    _check(source, path)


def _check(source: bytes, path: str) -> None:
    """An outcome that is no error of ours, survives its encoding, and has lines of the file only."""
    outcome = extract_source(path, source, "ecmascript")
    assert getattr(outcome, "slug", "") != "extractor-error", outcome
    assert decode(encode(outcome), path) == outcome
    if isinstance(outcome, Extracted):
        facts = outcome.facts
        last = max(facts.lines, 1)
        for definition in facts.definitions:
            assert 1 <= definition.start_line <= definition.line <= definition.end_line <= last
            for statement in statements(definition.body):
                assert 1 <= statement.line <= statement.end_line <= last
        assert all(1 <= node.line <= last for node in expressions(facts))


_SAMPLE = """\
import {
  a as b,
} from "m";

const page = await b
  // a word
  .newPage({ ...options, viewport: { width: 1 } })
  ?.frames[0];

test.describe("cart", () => {
  test('sums ' + `${page
    .title}`, async ({ page, context: [first] }) => {
    await expect(page.getByRole("button", { name: /buy
      /i })).toBeVisible();
    for (let i = 0; i < total(first); i += 1)
      check(i);
    const shown = <Cart
      items={items.map(item => <Item key={item.id}
        {...item} />)}
    >
      some {text()} and
      <b>bold</b>
    </Cart>;
  });
});

@decorated(
  "x"
)
export class Cart extends mixin(
  Base
) {
  sum = (a) =>
    a.reduce((x, y) => x + y);
  get total() { return new Money(
    this.sum(this.rows)).value; }
}

switch (page.state()) {
  case "ö": grüße.ä(); break;
  default:
    try { left() } catch (error) { right(error) } finally { always() }
}
"""


@pytest.mark.parametrize("text", [_SAMPLE, _SAMPLE.replace("ä", "a").replace("ö", "o").replace("ü", "u")])
def test_lines_agree_with_the_parser(text: str) -> None:
    outcome = extract_source("a.tsx", text.encode(), "ecmascript")
    assert isinstance(outcome, Extracted), outcome
    found: Counter[tuple[str, str, int]] = Counter(
        (node.kind, node.text, node.line)
        for node in expressions(outcome.facts)
        if node.kind in ("call", "attribute", "string", "number") and node.text
    )
    missing = Counter(_by_parser(text.encode())) - found
    assert not missing


def _by_parser(source: bytes) -> Iterator[tuple[str, str, int]]:
    todo = [Parser(language("tsx")).parse(source).root_node]
    while todo:
        node = todo.pop()
        if node.type != "import_statement":
            todo += node.children
            yield from _said(node)


def _said(node: Node) -> Iterator[tuple[str, str, int]]:
    named = node.child_by_field_name("property")
    if node.type == "member_expression" and named is not None:
        yield "attribute", _text(named), named.start_point.row + 1
    elif node.type == "number":
        yield "number", _text(node), node.start_point.row + 1
    elif node.type == "string" and node.child_count == 3:
        yield "string", _text(node)[1:-1], node.start_point.row + 1
    elif node.type in ("call_expression", "new_expression"):
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if callee is not None:
            last = callee.child_by_field_name("property") or callee
            yield "call", _text(last), last.start_point.row + 1


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def expressions(facts: FileFacts) -> Iterator[Expression]:
    """Every expression of a file, definitions' headers included."""
    for definition in facts.definitions:
        roots = [*definition.decorators, *definition.bases, definition.returns]
        for parameter in definition.parameters:
            roots += [parameter.annotation, parameter.default]
        for statement in statements(definition.body):
            roots += [*statement.targets, statement.value, statement.annotation]
        todo = [root for root in roots if root is not None]
        while todo:
            node = todo.pop()
            yield node
            todo += node.operands


def statements(body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Every statement of a body, blocks included."""
    for statement in body:
        yield statement
        yield from statements(statement.body)
