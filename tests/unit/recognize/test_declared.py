"""Tests that calls declare."""

# ruff: noqa: RUF001  (the mark between the groups of a name)

from __future__ import annotations

from pyramid.recognize import find_tests, recognize


def test_groups_give_the_name_and_hooks_run_around(link, rules) -> None:
    program = link(
        {
            "a.test.ts": """
                describe("cart", () => {
                    beforeEach(() => {})
                    describe("empty", () => {
                        it("is free", () => {})
                        it(`costs ${price}`, () => {})
                    })
                    it("is free", () => {})
                    it("is free", () => {})
                })
            """
        }
    )
    found = find_tests(program, recognize(program, rules), rules)
    assert [test.id for test in found] == [
        "a.test.ts::cart › empty › is free",
        "a.test.ts::cart › empty › costs {}",
        "a.test.ts::cart › is free",
        "a.test.ts::cart › is free [2]",
    ]
    assert found[0].setup == ("a.test.<lambda1>.<lambda1>",)
    assert (found[0].line, program.symbols()[found[0].symbol].kind) == (5, "lambda")


def test_a_function_of_the_tree_declares_nothing(link, rules) -> None:
    program = link({"a.ts": 'export const it = (a, b) => b\nit("x", () => {})'})
    assert find_tests(program, recognize(program, rules), rules) == ()
