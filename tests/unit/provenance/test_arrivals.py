"""Where steps lead: selectors as text, fields, asserted addresses, the names that a test gives to pages."""

from __future__ import annotations

import textwrap

SITE = {
    "site/__init__.py": "",
    "site/forms.py": """
        from flask_wtf import FlaskForm
        from wtforms import StringField, ValidationError

        def is_free(form, field):
            if field.data == "admin":
                raise ValidationError("This name is kept for ourselves.")

        class NameForm(FlaskForm):
            name = StringField("Your name", validators=[is_free])

            def save(self, store):
                store.add(self.name.data)

        class OtherForm(FlaskForm):
            name = StringField("Another name")

            def validate_name(self, field):
                raise ValidationError("This name is never right.")
        """,
    "site/inside/__init__.py": "",
    "site/inside/views.py": """
        from flask import Flask, redirect, render_template, url_for
        from site.forms import NameForm

        app = Flask(__name__)

        @app.get("/inside")
        def start():
            return render_template("start.html", title="Inside")

        @app.get("/inside/overview")
        def overview():
            return render_template("overview.html", title="x")

        @app.route("/inside/name", methods=["GET", "POST"])
        def rename():
            form = NameForm()
            if form.validate_on_submit():
                form.save(app)
                return redirect(url_for("overview"))
            return render_template("name.html", form=form)
        """,
    "site/inside/templates/start.html": """
        <h1>{{ title }}</h1><nav><a href="/inside/name">Change it</a></nav>
        <form method="post" action="/inside/name"><input type="checkbox" id="agree"><button>Go</button></form>
        <a href="{{ next }}">{{ label }}</a><a href="/inside/overview">All of it</a>
        """,
    "site/inside/templates/overview.html": "<h1>{{ title }}</h1><h2>{{ part }}</h2>",
    "site/inside/templates/name.html": '<form method="post">{{ form.name }}<button>Save</button></form>',
    "site/outside/__init__.py": "",
    "site/outside/views.py": """
        from flask import Blueprint, render_template

        door = Blueprint("door", __name__)

        @door.get("/outside")
        def entrance():
            return render_template("start.html")
        """,
    "site/outside/templates/start.html": '<h1>Outside</h1><b id="bell">Ring</b>',
}


def steps(text: str) -> dict[str, str]:
    body = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    head = "from playwright.sync_api import Page, expect\n\ndef test_site(page: Page):\n"
    return {**SITE, "tests/e2e/test_site.py": f"{head}{body}\n"}


def test_a_selector_given_to_the_page_is_followed(traced) -> None:
    found = traced(
        steps('page.goto("http://x/inside")\npage.click("nav >> text=Change it")\nassert page.url')
    )
    assert found.at("assert").handlers[0] == "site.inside.views.rename"


def test_a_field_that_is_ticked_sends_nothing(traced) -> None:
    ticked = traced(steps('page.goto("http://x/inside")\npage.click("#agree")\nassert page.url'))
    assert ticked.at("assert").handlers[0] == "site.inside.views.start"


def test_a_button_sends_its_form(traced) -> None:
    sent = traced(
        steps('page.goto("http://x/inside")\npage.get_by_role("button", name="Go").click()\nassert page.url')
    )
    assert "site.inside.views.rename" in sent.at("assert").handlers[:2]


def test_an_address_that_is_asserted_is_where_the_test_is(traced) -> None:
    body = 'page.goto("http://x/inside")\nassert page.url {} "http://x/outside"\nassert page.title()'
    assert (
        traced(steps(body.format("=="))).at("assert page.title").handlers[0] == "site.outside.views.entrance"
    )


def test_an_address_where_the_test_is_not_tells_nothing(traced) -> None:
    body = 'page.goto("http://x/inside")\nassert page.url != "http://x/outside"\nassert page.title()'
    assert traced(steps(body)).at("assert page.title").handlers[0] == "site.inside.views.start"


def test_of_two_templates_of_one_name_the_one_beside_counts(traced) -> None:
    out = traced(steps('page.goto("http://x/outside")\nexpect(page.locator("#bell")).to_be_visible()'))
    assert out.deciders("expect")[0] == "site.outside.views.entrance"
    assert any("outside/templates" in hop.path for hop in out.at("expect").candidates[0].hops)


def test_the_other_template_of_that_name_is_not_its_page(traced) -> None:
    inside = traced(steps('page.goto("http://x/inside")\nexpect(page.locator("#bell")).to_be_visible()'))
    hops = [hop.path for each in inside.at("expect").candidates for hop in each.hops]
    assert not any("outside/templates" in path for path in hops)


SENT = """
page.goto("http://x/inside/name")
page.get_by_label("Your name").fill("Anna Maria")
page.click("button")
"""


def test_a_validator_that_a_field_names_owns_its_message(traced) -> None:
    found = traced(
        steps(SENT + 'expect(page.get_by_text("This name is kept for ourselves.")).to_be_visible()')
    )
    assert found.deciders("expect")[0] == "site.forms.is_free"
    assert found.at("expect").fact("said") == {"raised"}


def test_the_validators_of_other_forms_decide_nothing_here(traced) -> None:
    found = traced(steps(SENT + 'expect(page.get_by_text("This name is never right.")).to_be_visible()'))
    assert "site.forms.OtherForm.validate_name" not in found.deciders("expect")


def test_a_form_keeps_what_was_sent_in_its_own_way(traced) -> None:
    kept = traced(steps(SENT + 'expect(page.locator("h2")).to_have_text("Anna Maria")'))
    assert "site.forms.NameForm.save" in kept.deciders("expect")[:2]
    other = traced(steps(SENT + 'expect(page.locator("h2")).to_have_text("Somebody")'))
    assert "site.forms.NameForm.save" not in other.deciders("expect")


NAMED = """
page.goto("http://x/inside")
page.get_by_role("link", name="Sesame").click()
{name} = page
expect({name}.get_by_role("heading", name="Sesame")).to_be_visible()
"""


def test_the_page_is_the_one_that_the_test_names(traced) -> None:
    found = traced(steps(NAMED.format(name="overview_page")))
    assert found.at("expect").handlers[0] == "site.inside.views.overview"


def test_a_name_that_is_no_handlers_tells_no_page(traced) -> None:
    found = traced(steps(NAMED.format(name="somewhere")))
    assert found.at("expect").handlers[0] == "site.inside.views.start"
