"""What a user sets going on a page that a frontend draws, and where the values on it come from."""

from __future__ import annotations

import pytest

API = {
    "api/main.py": """
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/api/teams")
        def list_teams():
            return []

        @app.post("/api/teams")
        def create_team(data: dict):
            return data

        @app.delete("/api/teams/{number}")
        def delete_team(number: int):
            return {}

        @app.get("/api/me")
        def whoami():
            return {"rights": []}
    """,
    "web/api.ts": """
        export const listTeams = () => fetch("/api/teams").then((r) => r.json())
        export const createTeam = (body) => fetch("/api/teams", { method: "POST", body })
        export const deleteTeam = (id) => fetch(`/api/teams/${id}`, { method: "DELETE" })
        export const whoami = () => fetch("/api/me").then((r) => r.json())
    """,
    "web/useTeams.ts": """
        import { createTeam, deleteTeam } from "./api"
        export function useTeams() {
          const add = useMutation({ mutationFn: createTeam })
          const remove = useMutation({ mutationFn: deleteTeam })
          return { add, remove }
        }
    """,
}

PAGE = {
    "web/pages/teams.tsx": """
        import { useState, useEffect } from "react"
        import { listTeams, whoami } from "../api"
        import { useTeams } from "../useTeams"
        import { Row } from "../Row"

        export function Teams() {
          const [teams, setTeams] = useState([])
          const { data: me } = useQuery({ queryFn: whoami })
          const { add, remove } = useTeams()
          useEffect(() => { listTeams().then((found) => setTeams(found)) }, [])
          return <main>
            <h1>Teams</h1>
            <form onSubmit={handleSubmit((values) => add.mutate(values))}>
              <input placeholder="Team name" />
              <button type="submit">Found it</button>
            </form>
            <button>Nothing at all</button>
            {me.rights && <p data-testid="mine">Yours</p>}
            {teams.map((team) => <Row key={team.id} team={team} onGone={() => remove.mutate(team.id)} />)}
          </main>
        }
    """,
    "web/Row.tsx": """
        export function Row({ team, onGone }) {
          return <li data-testid="team-row"><b data-testid="team-name">{team.name}</b>
            <button onClick={onGone}>Dissolve</button></li>
        }
    """,
}


def last(traced, steps: str, more=None):
    """The last check of a test with these steps."""
    body = "\n".join(f"                {line}" for line in steps.splitlines())
    spec = f"""
            import {{ expect, test }} from "@playwright/test"
            test("teams", async ({{ page }}) => {{
                await page.goto("/teams")
{body}
            }})
    """
    found = traced({**API, **(more or PAGE), "web/e2e/teams.spec.ts": spec})
    return [t for t in found.analysis.traces if t.check.path.endswith(".spec.ts")][-1]


def deciders(trace) -> list[str]:
    return [candidate.function for candidate in trace.candidates]


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        (
            'await page.getByRole("button", { name: "Found it" }).click()\n'
            'await expect(page.getByText("Something new")).toBeVisible()',
            "api.main.create_team",
        ),
        (
            'await page.getByPlaceholder("Team name").press("Enter")\n'
            'await expect(page.getByText("Something new")).toBeVisible()',
            "api.main.create_team",
        ),
        (
            'await page.getByText("Dissolve").click()\n'
            'await expect(page.getByText("Something new")).not.toBeVisible()',
            "api.main.delete_team",
        ),
        ('await expect(page.getByTestId("team-name")).toHaveText("Blue")', "api.main.list_teams"),
        ('await expect(page.getByTestId("mine")).toBeVisible()', "api.main.whoami"),
    ],
)
def test_the_request_behind_an_act_and_behind_a_value(traced, steps: str, first: str) -> None:
    assert deciders(last(traced, steps))[:1] == [first]


def test_a_button_that_does_nothing_asks_nothing(traced) -> None:
    steps = (
        'await page.getByText("Nothing at all").click()\n'
        'await expect(page.getByText("Something new")).toBeVisible()'
    )
    trace = last(traced, steps)
    assert dict(trace.facts)["set_off"] == {"nothing"}
    assert "api.main.create_team" not in deciders(trace)


def test_a_value_made_up_at_run_time_is_known_by_its_name(traced) -> None:
    steps = """const name = randomName()
const other = randomName()
await page.getByPlaceholder("Team name").fill(name)
await page.getByRole("button", { name: "Found it" }).click()
await expect(page.getByText(name)).toBeVisible()"""
    trace = last(traced, steps)
    assert dict(trace.facts)["owner"] == {"typed"}
    assert deciders(trace)[0] == "api.main.create_team"
    assert dict(last(traced, steps.replace("getByText(name)", "getByText(other)")).facts)["owner"] == {"none"}


def test_an_answer_that_the_test_listens_for_tells_its_handler(traced) -> None:
    steps = """const heard = page.waitForResponse((r) => r.url().includes("/api/me") && r.status() === 200)
const answer = await heard
const me = (await answer.json()).name
await expect(page.getByText(me)).toBeVisible()"""
    trace = last(traced, steps)
    assert dict(trace.facts)["heard"] == {"yes"}
    assert deciders(trace)[0] == "api.main.whoami"


VUE = {
    "web/pages/teams.vue": """
        <script setup lang="ts">
        import { ref, onMounted } from "vue"
        import { createTeam, listTeams } from "../api"
        const teams = ref([])
        onMounted(async () => { teams.value = await listTeams() })
        const add = () => createTeam({})
        </script>

        <template>
          <main>
            <button @click="add">Found it</button>
            <li v-for="team in teams" :key="team.id" data-testid="team-name">{{ team.name }}</li>
            <p v-if="isAdmin" data-testid="mine">Yours</p>
          </main>
        </template>
    """,
}


def test_markup_of_a_component_file_is_followed_as_code_is(traced) -> None:
    clicked = (
        'await page.getByText("Found it").click()\n'
        'await expect(page.getByText("Something new")).toBeVisible()'
    )
    assert deciders(last(traced, clicked, VUE))[:1] == ["api.main.create_team"]
    shown = 'await expect(page.getByTestId("team-name")).toHaveText("Blue")'
    assert deciders(last(traced, shown, VUE))[:1] == ["api.main.list_teams"]
    guarded = 'await expect(page.getByTestId("mine")).toBeVisible()'
    assert "admin" in dict(last(traced, guarded, VUE).facts)["guarded"]
