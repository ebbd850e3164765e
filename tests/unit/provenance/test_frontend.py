"""Pages that a frontend draws, over a backend in Python."""

from __future__ import annotations

import pytest

API = {
    "api/main.py": """
        from fastapi import FastAPI, HTTPException
        app = FastAPI()

        @app.post("/users")
        def create_user(data: dict):
            if not data:
                raise HTTPException(409, "This name is taken already")
            return data
    """,
    "web/client.ts": """
        export const users = { create: (body) => fetch("/users", { method: "POST", body }) }
    """,
    "web/AddUser.tsx": """
        import { toast } from "./toast"
        import { users } from "./client"
        const rules = schema.string().min(3, "Name must be longer")

        export function AddUser() {
          const save = useMutation({
            mutationFn: (data) => users.create(data),
            onSuccess: () => { toast.success("User was added") },
          })
          return <div><h1>New colleague</h1><input data-testid="name-input" /><button>Save it</button></div>
        }
    """,
    "web/toast.ts": "export const toast = { success: (text) => show(text) }",
}


def check(traced, code: str):
    body = "\n".join(f"                {line}" for line in code.splitlines())
    spec = f"""
            import {{ expect, test }} from "@playwright/test"
            test("adds", async ({{ page }}) => {{
                await page.goto("/team/new")
{body}
            }})
    """
    found = traced({**API, "web/e2e/add.spec.ts": spec})
    (trace,) = [t for t in found.analysis.traces if t.check.path.endswith("add.spec.ts")]
    return trace, found


@pytest.mark.parametrize(
    ("code", "said", "page"),
    [
        ('await expect(page.getByText("Name must be longer")).toBeVisible()', "validation", "frontend"),
        ('await expect(page.getByText("User was added")).toBeVisible()', "success", "frontend"),
        (
            'await expect(page.getByRole("heading", { name: "New colleague" })).toBeVisible()',
            "markup",
            "frontend",
        ),
        ('await expect(page.getByText("This name is taken already")).toBeVisible()', "raised", "frontend"),
        ('await expect(page.getByText("Nobody says so")).toBeVisible()', "nothing", "frontend"),
    ],
)
def test_why_a_text_is_there(traced, code: str, said: str, page: str) -> None:
    trace, _ = check(traced, code)
    facts = dict(trace.facts)
    assert (facts["said"], facts["page"]) == ({said}, {page})


def test_a_notice_follows_the_answer_of_the_request_of_its_component(traced) -> None:
    trace, _ = check(traced, 'await expect(page.getByText("User was added")).toBeVisible()')
    assert [(c.function, c.how) for c in trace.candidates] == [("api.main.create_user", "asked")]
    assert [hop.path for hop in trace.candidates[0].hops] == ["web/AddUser.tsx", "api/main.py"]


def test_what_is_typed_into_a_component_comes_back_from_its_handler(traced) -> None:
    code = """await page.getByTestId("name-input").fill("Ann Smith")
await page.getByText("Save it").click()
await expect(page.getByText("Ann Smith")).toBeVisible()"""
    trace, _ = check(traced, code)
    assert "typed" in dict(trace.facts)["owner"]
    assert trace.candidates[0].function == "api.main.create_user"


def test_code_handed_to_a_tool_is_walked_in_place(traced) -> None:
    trace, _ = check(
        traced,
        'await test.step("look", async () => {\n'
        '  await expect(page.getByText("User was added")).toBeVisible()\n})',
    )
    assert trace.check.line == 5


def test_a_form_that_is_left_sends_nothing(traced) -> None:
    code = """await page.getByTestId("name-input").fill("Ann Smith")
await page.getByRole("button", { name: "Cancel" }).click()
await expect(page.getByText("Ann Smith")).not.toBeVisible()"""
    trace, _ = check(traced, code)
    assert "unsent" in dict(trace.facts)["owner"]
    assert not trace.candidates


def test_an_address_after_sending_is_an_arrival(traced) -> None:
    code = """await page.getByTestId("name-input").fill("Ann Smith")
await page.getByText("Save it").click()
await expect(page.getByText("New colleague")).toBeVisible()"""
    before, _ = check(traced, code)
    assert dict(before.facts)["after"] == {"click"}
    spec = """
            import { expect, test } from "@playwright/test"
            test("adds", async ({ page }) => {
                await page.goto("/team/new")
                await page.getByTestId("name-input").fill("Ann Smith")
                await page.getByText("Save it").click()
                await page.waitForURL("/team")
                await expect(page.getByText("New colleague")).toBeVisible()
            })
    """
    found = traced({**API, "web/e2e/add.spec.ts": spec})
    last = [t for t in found.analysis.traces if t.check.path.endswith("add.spec.ts")][-1]
    assert dict(last.facts)["after"] == {"arrival"}
