"""Files that are imported by path: modules, objects, classes, and functions handed to tools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.link.scripts import ScriptIndex

FILES = ("web/src/cart/total.ts", "web/src/index.tsx", "web/src/cart/index.ts", "e2e/a.spec.ts", "shop/x.py")


@pytest.mark.parametrize(
    ("module", "importer", "path"),
    [
        ("./cart/total", "web/src/index.tsx", "web/src/cart/total.ts"),
        ("./cart", "web/src/index.tsx", "web/src/cart/index.ts"),
        ("../src/cart/total.js", "web/e2e/a.ts", "web/src/cart/total.ts"),
        ("@/cart/total", "web/e2e/a.ts", "web/src/cart/total.ts"),
        ("src/cart/total", "web/e2e/a.ts", "web/src/cart/total.ts"),
        ("..", "web/src/cart/total.ts", "web/src/index.tsx"),
        ("cart", "web/src/index.tsx", None),
        ("../../../up", "web/src/index.tsx", None),
        ("./x", "shop/y.ts", None),
    ],
)
def test_imports_by_path(module: str, importer: str, path: str | None) -> None:
    assert ScriptIndex(FILES).find(module, importer) == path


def test_two_files_that_differ_in_the_suffix_only_keep_it() -> None:
    index = ScriptIndex(("a/x.ts", "a/x.js", "a/y.ts"))
    assert [index.name(path) for path in ("a/x.ts", "a/x.js", "a/y.ts")] == ["a/x.ts", "a/x.js", "a/y"]


@given(st.lists(st.text("ab./", max_size=6)), st.text("ab./@", max_size=8), st.text("ab/", max_size=6))
def test_any_path_is_answered(paths: list[str], module: str, importer: str) -> None:
    found = ScriptIndex(paths).find(module, importer)
    assert found is None or found in paths


def test_names_cross_files(link) -> None:
    linked = link(
        {
            "src/rules.ts": """
                export const rate = (n: number) => double(n)
                function double(n: number) { return n * 2 }
                export default class Cart { total() { return rate(1) } }
            """,
            "src/own.js": "module.exports = { help() { return 1 } }",
            "src/use.ts": """
                import Cart, { rate as r } from "./rules"
                import * as all from "./rules"
                const own = require("./own")
                export function run() {
                    r(1)
                    new Cart().total()
                    all.rate(2)
                    own.help()
                }
            """,
        }
    )
    assert linked.callees("src/rules.rate") == {"src/rules.double"}
    found = linked.callees("src/use.run")
    assert {"src/rules.rate", "src/rules.Cart.total"} <= found
    assert any(name.startswith("src/own.") for name in found)


def test_an_object_gives_its_parts_and_takes_new_ones(link) -> None:
    linked = link(
        {
            "a.js": """
                function one() {}
                function two() {}
                const box = { one }
                box.two = two
                export function run({ first }) {
                    box.one()
                    box.two()
                    const { one: again } = box
                    again()
                    first()
                }
                export function start() { run({ first: two }) }
            """
        }
    )
    assert linked.callees("a.run") == {"a.one", "a.two"}


def test_methods_take_their_object_and_arrow_functions_keep_it(link) -> None:
    linked = link(
        {
            "a.ts": """
                class Base { save() { return 1 } }
                export class Page extends Base {
                    constructor(private part: Part) { super() }
                    open() { this.part.press(); [1].forEach(() => this.save()) }
                    static make() { return new Page(new Part()) }
                    get shown() { return this.part.press() }
                }
                class Part { press() {} }
                export function run() { const p = Page.make(); p.open(); return p.shown }
            """
        }
    )
    assert linked.callees("a.Page.open") >= {"a.Part.press"}
    assert "a.Base.save" in linked.reached("a.Page.open")
    assert linked.callees("a.run") >= {"a.Page.make", "a.Page.open", "a.Page.shown"}


def test_fixtures_of_an_extended_runner_are_what_is_handed_on(link) -> None:
    linked = link(
        {
            "fixtures.ts": """
                import { test as base } from "@playwright/test"
                class Login { open() {} }
                export const test = base.extend({
                    login: async ({ page }, use) => { await use(new Login()) },
                    slow: [async ({}, use) => { await use(new Login()) }, { scope: "worker" }],
                })
            """,
            "a.spec.ts": """
                import { test } from "./fixtures"
                test("x", async ({ page, login, slow }) => {
                    login.open()
                    page.goto("/")
                })
            """,
        }
    )
    assert linked.callees("a.spec.<lambda1>") == {"fixtures.Login.open"}
    assert "@playwright/test.Page.goto" in linked.names("a.spec.<lambda1>", "page.goto")


def test_a_member_that_the_tree_adds_to_a_tool_is_called(link) -> None:
    linked = link(
        {
            "support.js": 'Cypress.Commands.add("login", (name) => { press(name) })\nfunction press(x) {}',
            "a.cy.js": 'it("x", () => { cy.login("ann"); cy.get("y") })',
        }
    )
    assert linked.callees("a.cy.<lambda1>") == {"support.<lambda1>"}
    assert linked.names("a.cy.<lambda1>", "cy.get") == ("cy.get",)


def test_what_an_added_member_returns_can_be_asked_on(link) -> None:
    linked = link(
        {
            "support.js": 'Cypress.Commands.add("login", (name) => { cy.visit("/") })',
            "a.cy.js": 'it("x", () => { cy.login("ann").its("status").should("eq", 200) })',
        }
    )
    assert "cy.Chainable.its" in linked.names("a.cy.<lambda1>", "cy.login().its")


def test_what_options_hold_is_run_by_whoever_gets_them(link) -> None:
    linked = link(
        {
            "a.ts": """
                import { useMutation } from "somewhere"
                function send() {}
                export function Form() { useMutation({ run: () => send() }) }
            """
        }
    )
    assert "a.send" in linked.reached("a.Form")


def test_a_variable_that_an_inner_function_fills_is_the_outer_one(link) -> None:
    linked = link(
        {
            "a.test.js": """
                import puppeteer from "puppeteer"
                let page
                const other = () => { const page = 1; page.goto("/own") }
                beforeAll(async () => {
                    page = await (await puppeteer.launch()).newPage()
                })
                it("opens", async () => { await page.goto("/") })
            """
        }
    )
    assert "puppeteer.Page.goto" in linked.names("a.test.<lambda2>", "page.goto")
    assert "puppeteer.Page.goto" not in linked.names("a.test.other", "page.goto")


def test_a_variable_that_nothing_declares_belongs_to_the_function_that_assigns_it(link) -> None:
    linked = link({"a.js": "import { open } from 'm'\nfunction f() { made = open(); made.go() }\n"})
    assert linked.names("a.f", "made.go") == ("m.open().go",)
    assert "made" not in linked.program.external_packages()
