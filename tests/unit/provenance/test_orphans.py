"""Pages of a library, drawn from templates of the project that none of its code renders."""

from __future__ import annotations

import pytest

PAGES = {
    "shop/templates/registration/login.html": """
        {% extends "base.html" %}
        <h1>Come back in</h1>
        {% if form.errors %}<p class="alert">Name and password do not match.</p>{% endif %}
    """,
    "shop/templates/registration/done.html": "<h1>All is done</h1>",
}


@pytest.fixture
def look(traced):
    def trace(code: str):
        test = f"""
            it("logs in", () => {{
              cy.visit("/accounts/login/")
              {code}
            }})
        """
        found = traced({**PAGES, "cypress/login.cy.js": test}).analysis.traces
        return [each for each in found if each.check.path.endswith("login.cy.js")][-1]

    return trace


def test_a_text_of_a_template_that_nobody_renders(look) -> None:
    trace = look('cy.get("h1").should("contain", "Come back in")')
    assert (trace.fact("page"), trace.fact("shown")) == ({"server"}, {"orphan"})
    assert "error" not in trace.fact("guarded")


def test_its_conditions_count(look) -> None:
    trace = look('cy.get("p.alert").should("contain", "Name and password do not match.")')
    assert trace.fact("shown") == {"orphan"}
    assert "error" in trace.fact("guarded")


@pytest.mark.parametrize(
    "code",
    [
        'cy.get("h1").should("contain", "Welcome")',  # code renders that template
        'cy.get("h1").should("contain", "Nobody says so")',
        'cy.get("h1").should("exist")',
    ],
)
def test_what_tells_no_template_of_nobody(look, code: str) -> None:
    assert look(code).fact("shown") == {"nothing"}
