"""What components draw, on which condition, and what they ask for it."""

from __future__ import annotations

import pytest

WEB = {
    "api/main.py": """
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/api/orders")
        def list_orders():
            return [{"id": 1, "label": "x"}]

        @app.get("/api/session")
        def read_session():
            return {"canRefund": may_refund()}

        @app.post("/api/orders")
        def add_order(data: dict):
            return data

        def may_refund():
            return True
    """,
    "web/orders.ts": """
        export const orders = {
          list: () => fetch("/api/orders"),
          add: (body) => fetch("/api/orders", { method: "POST", body }),
        }
    """,
    "web/OrdersPage.jsx": """
        import { orders } from "./orders"
        import { Refund } from "./Refund"

        export function OrdersPage({ session }) {
          const rows = useQuery(() => orders.list())
          const allowed = session.canRefund
          return <main>
            {rows.map((row) => <li data-testid={`order-${row.id}`}>{row.label}</li>)}
            {allowed && <Refund />}
            <section data-testid="orders-panel" />
          </main>
        }
        export const routes = [{ path: "/orders", component: OrdersPage }]
    """,
    "web/Refund.jsx": """
        export function Refund() {
          if (!ready) return null
          return <button data-testid="refund-button">Refund it</button>
        }
    """,
    "web/Other.jsx": 'export const Other = () => <p data-testid="plain-note">Just so</p>',
}


@pytest.fixture
def look(traced):
    def trace(*lines: str):
        body = "\n".join(f"                {line}" for line in ("await page.goto('/orders')", *lines))
        spec = f"""
            import {{ expect, test }} from "@playwright/test"
            test("looks", async ({{ page }}) => {{
{body}
            }})
        """
        found = traced({**WEB, "web/e2e/orders.spec.ts": spec})
        return [each for each in found.analysis.traces if each.check.path.endswith("orders.spec.ts")][-1]

    return trace


def test_conditions_around_an_element_and_around_its_component(look) -> None:
    trace = look('await expect(page.getByTestId("refund-button")).toBeVisible()')
    assert {"refund", "can", "ready"} <= trace.fact("guarded")
    assert {"drawn", "control"} <= trace.fact("shown")
    assert [each.function for each in trace.candidates if each.how == "guard"] == ["api.main.read_session"]


def test_an_element_that_stands_under_no_condition(look) -> None:
    trace = look('await expect(page.getByTestId("plain-note")).toBeVisible()')
    assert trace.fact("guarded") == {"nothing"}
    assert trace.fact("shown") == {"drawn"}


def test_an_element_told_by_a_value_comes_from_what_its_component_asks(look) -> None:
    trace = look("await expect(page.getByTestId(`order-${number}`)).toBeVisible()")
    assert {"told", "data"} <= trace.fact("shown")
    assert trace.candidates[0].function == "api.main.list_orders"


def test_what_the_page_at_an_address_asks(look) -> None:
    trace = look('await expect(page.getByTestId("orders-panel")).toBeVisible()')
    assert trace.candidates[0].function == "api.main.list_orders"
    assert trace.candidates[0].hops[0].path == "web/OrdersPage.jsx"


@pytest.mark.parametrize(
    ("handler", "page"),
    [
        ("(route) => route.fulfill({ json: [] })", "stubbed"),
        ("(route) => route.continue()", "frontend"),
    ],
)
def test_a_request_that_goes_on_is_not_stubbed(look, handler: str, page: str) -> None:
    trace = look(
        f"await page.route('**/api/orders', {handler})",
        'await expect(page.getByTestId("plain-note")).toBeVisible()',
    )
    assert trace.fact("page") == {page}


def test_sent_elsewhere_by_a_guard(look) -> None:
    assert "elsewhere" in look('await expect(page).toHaveURL("/login")').fact("guarded")
    assert "elsewhere" not in look('await expect(page).toHaveURL("/orders")').fact("guarded")


def test_a_name_given_to_an_element(traced) -> None:
    spec = """
        it("looks", () => {
          cy.visit("/orders")
          cy.get("[data-testid=refund-button]").as("refund")
          cy.get("@refund").should("not.be.visible")
          cy.get("@else").should("not.be.visible")
        })
    """
    found = traced({**WEB, "cypress/orders.cy.js": spec}).analysis.traces
    assert [trace.sight.locators[-1].value for trace in found] == ["[data-testid=refund-button]", "@else"]


def test_requests_beside_a_notice_come_first(traced) -> None:
    files = {
        "web/Add.jsx": """
            import { orders } from "./orders"
            export function Add() {
              const other = useQuery(() => orders.list())
              const add = useMutation({
                mutationFn: (body) => orders.add(body),
                onSuccess: () => toast.success("The order was added"),
              })
              return <button onClick={add}>Add</button>
            }
        """,
        "web/e2e/add.spec.ts": """
            import { expect, test } from "@playwright/test"
            test("adds", async ({ page }) => {
              await page.goto("/team/add")
              await expect(page.getByText("The order was added")).toBeVisible()
            })
        """,
    }
    found = [
        each for each in traced({**WEB, **files}).analysis.traces if each.check.path.endswith("add.spec.ts")
    ]
    assert [each.function for each in found[0].candidates] == ["api.main.add_order"]


def test_what_a_command_does_last_is_what_is_asked_on(traced) -> None:
    files = {
        "cypress/support/commands.js": """
            Cypress.Commands.add("login", (name) => {
              cy.getCookie("csrf").then(() => {
                cy.request({ url: "/api/orders", method: "POST", body: { name } })
              })
            })
            Cypress.Commands.add("look", () => { cy.get("main") })
        """,
        "cypress/e2e/orders.cy.js": """
            it("logs in", () => {
              cy.login("ann").its("status").should("eq", 200)
              cy.login("ann").its("body.name").should("eq", "ann")
              cy.look().its("length").should("eq", 1)
            })
        """,
    }
    found = traced({**WEB, **files}).analysis.traces
    kinds = [each.sight.kind for each in found if each.check.path.endswith("orders.cy.js")]
    assert kinds == ["response-status", "response-body", "element"]


def test_a_notice_of_two_components_belongs_to_the_page_at_the_address(traced) -> None:
    form = """
        export function {name}() {{
          const send = useMutation({{
            mutationFn: (body) => fetch("{api}", {{ method: "POST", body }}),
            onSuccess: () => toast.success("It has been saved"),
          }})
          return <button onClick={{send}}>Go</button>
        }}
        export const route = {{ path: "{page}", component: {name} }}
    """
    files = {
        "web/A.jsx": form.format(name="A", api="/api/orders", page="/first"),
        "web/B.jsx": form.format(name="B", api="/api/extras", page="/second"),
        "api/more.py": """
            from api.main import app
            @app.post("/api/extras")
            def add_extra(data: dict):
                return data
        """,
        "web/e2e/save.spec.ts": """
            import { expect, test } from "@playwright/test"
            test("saves", async ({ page }) => {
              await page.goto("/second")
              await expect(page.getByText("It has been saved")).toBeVisible()
            })
        """,
    }
    found = traced({**WEB, **files}).analysis.traces
    (trace,) = [each for each in found if each.check.path.endswith("save.spec.ts")]
    assert trace.candidates[0].function == "api.more.add_extra"


def test_words_of_a_call_that_ends_the_request_are_a_refusal(traced) -> None:
    files = {
        "api/main.py": WEB["api/main.py"]
        + """
        @app.post("/api/refunds")
        def refund(data: dict):
            abort(400, message="This order is too old")
            log("This order is quite young")
    """,
        "web/e2e/refund.spec.ts": """
            import { expect, test } from "@playwright/test"
            test("refuses", async ({ page }) => {
              await page.goto("/refunds/page")
              await expect(page.getByText("This order is too old")).toBeVisible()
              await expect(page.getByText("This order is quite young")).toBeVisible()
            })
        """,
    }
    found = [t for t in traced({**WEB, **files}).analysis.traces if t.check.path.endswith("refund.spec.ts")]
    assert ["raised" in trace.fact("said") for trace in found] == [True, False]
