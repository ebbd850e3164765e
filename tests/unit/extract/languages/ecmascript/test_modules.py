from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid.model.facts import FileFacts

Read = Callable[..., FileFacts]

_IMPORTS = [
    ("import x from 'm'", [("m", "default", "x")]),
    ("import {a, b as c, type D} from 'm'", [("m", "a", "a"), ("m", "b", "c"), ("m", "D", "D")]),
    ("import x, {a} from 'm'", [("m", "default", "x"), ("m", "a", "a")]),
    ("import {default as x} from 'm'", [("m", "default", "x")]),
    ("import * as ns from 'm'", [("m", "", "ns")]),
    ("import x, * as ns from 'm'", [("m", "default", "x"), ("m", "", "ns")]),
    ("import 'm'", [("m", "", "")]),
    ("import {} from 'm'", [("m", "", "")]),
    ("import type {A} from 'm'", [("m", "A", "A")]),
    ("import type A from 'm'", [("m", "default", "A")]),
    ("import type from 'm'", [("m", "default", "type")]),
    ("import {type as t} from 'm'", [("m", "type", "t")]),
    ("import x = require('m')", [("m", "", "x")]),
    ("const x = require('m')", [("m", "", "x")]),
    ("var {a, b: c, d = 1} = require('m')", [("m", "a", "a"), ("m", "b", "c"), ("m", "d", "d")]),
    ("const x = require('m').y", [("m", "y", "x")]),
    ("export * from 'm'", [("m", "*", "*")]),
    ("export * as ns from 'm'", [("m", "", "ns")]),
    ("export {a as b, c} from 'm'", [("m", "a", "b"), ("m", "c", "c")]),
    ("export {default} from 'm'", [("m", "default", "default")]),
]


@pytest.mark.parametrize(("source", "expected"), _IMPORTS)
def test_imports(read: Read, source: str, expected: list[tuple[str, str, str]]) -> None:
    module = read(source).definitions[0]
    assert [(found.module, found.name, found.binds) for found in module.imports] == expected
    (statement,) = module.body
    assert (statement.kind, statement.text) == ("import", " ".join(map(str, range(len(expected)))))


@pytest.mark.parametrize(("source", "expected"), [case for case in _IMPORTS if case[0].startswith("import")])
def test_a_comment_changes_no_import(read: Read, source: str, expected: list[tuple[str, str, str]]) -> None:
    """The way over the nodes finds what the way over the text of one line does."""
    noted = source.replace("import ", "import /* why */ ", 1)
    found = read(noted).definitions[0].imports
    assert [(each.module, each.name, each.binds) for each in found] == expected


def test_lines_and_levels(read: Read) -> None:
    module = read("import {\n  a,\n  b as c,\n} from './m';\nimport d from '../n';\nimport e from 'o/p';\n")
    assert [(each.binds, each.level, each.line) for each in module.definitions[0].imports] == [
        ("a", 1, 2), ("c", 1, 3), ("d", 1, 5), ("e", 0, 6),
    ]  # fmt: skip
    assert [(each.line, each.end_line) for each in module.definitions[0].body] == [(1, 4), (5, 5), (6, 6)]


def test_requires_belong_to_their_scope(read: Read) -> None:
    facts = read("function f() {\n  const x = require('m');\n}\n")
    assert [(each.module, each.binds) for each in facts.definitions[1].imports] == [("m", "x")]
    assert facts.definitions[0].imports == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export const a = 1", ["1-1 assign (name a) = (number 1)"]),
        ("export default {a}", ["1-1 assign (name default) = (dict (string a) (name a))"]),
        ("export default function f() {}", ["1-1 define 1", "1-1 assign (name default) = (name f)"]),
        ("export default class C {}", ["1-1 define 1", "1-1 assign (name default) = (name C)"]),
        ("export default () => 1", ["1-1 define 1"]),
        ("export {a as b, c}", ["1-1 assign (name b) = (name a)"]),
        ("export = a", ["1-1 assign (name default) = (name a)"]),
        ("module.exports = a", ["1-1 assign (name default) = (name a)"]),
        (
            "module.exports = {a, b: 'b', d() {}}",
            [
                "1-1 assign (name default) = (dict (string a) (name a) (string b) (string b)"
                " (string d) (function 1))",
                "1-1 assign (name b) = (string b)",
                "1-1 assign (name d) = (function 1)",
            ],
        ),
        ("const f = ((a) => a) as F", ["1-1 define 1"]),
        ("exports.a = module.exports.b = c", ["1-1 assign (name a) (name b) = (name c)"]),
        ("exports.f = function () {}", ["1-1 define 1"]),
        ("const x = require(name)", ["1-1 assign (name x) = (call require (name require) (name name))"]),
    ],
)
def test_exports(body: Callable[..., list[str]], source: str, expected: list[str]) -> None:
    assert body(source) == expected


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("export default () => 1", "default"),
        ("export default class {}", "default"),
        ("export default function () {}", "default"),
        ("module.exports = class {}", "default"),
        ("exports.f = () => 1", "f"),
    ],
)
def test_what_is_exported_without_a_name_gets_one(read: Read, source: str, name: str) -> None:
    assert [found.name for found in read(source).definitions[1:]] == [name]
