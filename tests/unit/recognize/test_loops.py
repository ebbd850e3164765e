"""Tests that stand in loops, and skips that are none."""

# ruff: noqa: RUF001  (the mark between the groups of a name)

from __future__ import annotations

from pyramid.recognize import find_tests, recognize

SPEC = """
    import { expect, test } from "@playwright/test"
    const PAGES = [["home", "/"], ["cart", "/cart"]]
    for (const [name, path] of PAGES) {
        test(`looks: ${name}`, async ({ page }) => { test.skip(slow, "too slow"); await page.goto(path) })
    }
    test.describe("each", () => {
        ["a", "b", "c"].forEach((each) => test(`of ${each}`, () => {}))
    })
    for (const each of [...PAGES, "x"]) { test(`unknown ${each}`, () => {}) }
    for (const each of []) { test("none yet", () => {}) }
    test.skip("later", async ({ page }) => {})
"""


def ids(link, rules, path: str, source: str) -> list[str]:
    program = link({path: source})
    return [test.id.partition("::")[2] for test in find_tests(program, recognize(program, rules), rules)]


def test_a_loop_over_a_written_list_lists_a_test_for_each_element(link, rules) -> None:
    assert sorted(ids(link, rules, "a.spec.ts", SPEC)) == [
        "each › of {}",
        "each › of {} [2]",
        "each › of {} [3]",
        "later",
        "looks: {}",
        "looks: {} [2]",
        "none yet",
        "unknown {}",
    ]


def test_a_runner_that_does_not_unroll_lists_it_once(link, rules) -> None:
    source = 'for (const each of [1, 2]) { it(`of ${each}`, () => { cy.visit("/") }) }'
    assert ids(link, rules, "a.cy.js", source) == ["of {}"]
