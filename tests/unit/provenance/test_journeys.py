"""Where a test is: pages found by what they have, forms, messages, what was typed."""

from __future__ import annotations

import textwrap

DESK = {
    "desk/__init__.py": "",
    "desk/forms.py": """
        from flask_wtf import FlaskForm
        from wtforms import StringField, SubmitField

        class TopicForm(FlaskForm):
            topic = StringField("What is it about")
            save = SubmitField("Save the topic")
        """,
    "desk/links.py": """
        from flask import url_for

        class Action:
            def __init__(self, number):
                self.number = number

            def address(self):
                return url_for("topic", number=self.number)
        """,
    "desk/store.py": """
        import sqlite3

        def save_topic(text):
            sqlite3.connect("desk.db").execute("insert into topic values (?)", [text]).connection.commit()

        def load_topic(number):
            return sqlite3.connect("desk.db").execute("select * from topic").fetchone()
        """,
    "desk/notes.py": """
        class Note:
            TOPIC_SAVED = "topic saved"
            TOPIC_LOST = "topic lost"
        """,
    "desk/views.py": """
        from flask import Flask, flash, redirect, render_template, url_for
        from desk.forms import TopicForm
        from desk.links import Action
        from desk.notes import Note
        from desk.store import load_topic, save_topic

        app = Flask(__name__)

        @app.get("/")
        def home():
            return render_template("desk.html", action=Action(1))

        @app.get("/topics/<number>")
        def topic(number):
            return render_template("topic.html", topic=load_topic(number))

        @app.route("/ask", methods=["GET", "POST"])
        def ask():
            form = TopicForm()
            if form.validate_on_submit():
                save_topic(form.topic.data)
                flash("It is kept", Note.TOPIC_SAVED)
                return redirect(url_for("topic", number=1))
            return render_template("ask.html", form=form)
        """,
    "desk/templates/desk.html": """
        <h1>Front desk</h1><a href="{{ action.address() }}">Read on</a><a href="/ask">Ask us</a>
        """,
    "desk/templates/topic.html": """
        {% with kept = messages(only=[Note.TOPIC_SAVED]) %}
        {% if kept %}<h2>The topic is kept</h2>{% endif %}{% endwith %}
        <h1>Topic of the day</h1><p id="topic">{{ topic }}</p>
        """,
    "desk/templates/ask.html": '<h1>Ask away</h1><form method="post">{{ form.topic }} {{ form.save }}</form>',
}

HEAD = """
from playwright.sync_api import Page, expect

def test_desk(page: Page):
"""


def steps(text: str) -> dict[str, str]:
    """The desk with a test of these steps."""
    body = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    return {**DESK, "tests/e2e/test_desk.py": f"{HEAD}{body}\n"}


def test_a_link_computed_in_python_is_followed(traced) -> None:
    found = traced(
        steps("""
        page.goto("http://localhost/")
        page.get_by_role("link", name="Read on").click()
        expect(page.locator("#topic")).to_have_text("x")
        """)
    )
    assert found.at("expect").handlers[0] == "desk.views.topic"


def test_the_page_that_has_a_heading_is_where_the_test_is(traced) -> None:
    found = traced(
        steps("""
        page.goto("http://localhost/")
        page.locator(unknown()).click()
        expect(page.get_by_role("heading", name="Topic of the day")).to_be_visible()
        """)
    )
    assert found.at("expect").handlers[0] == "desk.views.topic"


def test_who_has_not_moved_is_on_the_page_that_was_opened(traced) -> None:
    found = traced(
        steps("""
        page.goto("http://localhost/")
        expect(page.get_by_role("heading", name="Topic of the day")).to_be_visible()
        """)
    )
    assert found.at("expect").handlers[0] == "desk.views.home"


def test_what_is_not_there_tells_no_page(traced) -> None:
    found = traced(
        steps("""
        page.goto("http://localhost/")
        page.locator(unknown()).click()
        expect(page.get_by_role("heading", name="Topic of the day")).not_to_be_visible()
        """)
    )
    assert found.at("expect").handlers[0] == "desk.views.home"


def test_a_field_that_a_form_class_declares_is_shown_by_who_names_the_class(traced) -> None:
    found = traced(
        steps("""
        page.goto("http://localhost/ask")
        expect(page.get_by_label("What is it about")).to_be_visible()
        """)
    )
    assert found.at("expect").candidates[0].function == "desk.views.ask"
    assert "TopicForm" in found.at("expect").candidates[0].hops[0].text


SEND = """
page.goto("http://localhost/ask")
page.get_by_label("What is it about").fill("Opening hours")
page.get_by_role("button", name="Save the topic").click()
"""


def test_a_message_is_decided_by_the_handler_that_left_it(traced) -> None:
    found = traced(
        steps(SEND + 'expect(page.get_by_role("heading", name="The topic is kept")).to_be_visible()')
    )
    assert found.at("expect").fact("changed") == {"yes"}
    assert found.deciders("expect")[0] == "desk.views.ask"
    assert found.at("expect").candidates[0].how == "flash"


def test_another_handlers_messages_are_not_its_own(traced) -> None:
    desk = steps(SEND + 'expect(page.get_by_role("heading", name="The topic is kept")).to_be_visible()')
    lost = desk["desk/templates/topic.html"].replace("TOPIC_SAVED", "TOPIC_LOST")
    found = traced({**desk, "desk/templates/topic.html": lost})
    assert "flash" not in {candidate.how for candidate in found.at("expect").candidates}


def test_what_was_typed_is_seen_again_by_the_handler_that_took_it(traced) -> None:
    found = traced(steps(SEND + 'expect(page.locator("#topic")).to_have_text("Opening hours")'))
    assert "desk.views.ask" in found.deciders("expect")[:2]


def test_what_was_not_typed_was_taken_by_nobody(traced) -> None:
    found = traced(steps(SEND + 'expect(page.locator("#topic")).to_have_text("Closing hours")'))
    assert not any("took" in hop.text for c in found.at("expect").candidates for hop in c.hops)


PAGES = """
class Base:
    def __init__(self, page, heading):
        self.page = page
        self.heading = heading

class Desk(Base):
    def __init__(self, page: Page, name):
        super().__init__(page, heading=page.get_by_role("heading", name=f"{name} desk"))

class Other(Base):
    def __init__(self, page: Page):
        super().__init__(page, heading=page.get_by_role("heading", name="Elsewhere"))
"""


def test_what_a_page_object_hands_to_its_base_is_looked_at(traced) -> None:
    files = steps("""
        page.goto("http://localhost/")
        desk = Desk(page, "Front")
        expect(desk.heading).to_be_visible()
        other = Other(page)
        expect(other.heading).to_be_visible()
        """)
    files["tests/e2e/test_desk.py"] = files["tests/e2e/test_desk.py"].replace("\ndef", PAGES + "\ndef", 1)
    found = traced(files)
    assert found.at("expect(desk").sight.locators[0].name == "Front desk"
    assert found.at("expect(desk").fact("placed") == {"yes"}
    assert found.at("expect(other").sight.locators[0].name == "Elsewhere"


def test_a_table_gives_its_entries(traced) -> None:
    files = steps("""
        page.goto("http://localhost/")
        expect(page.get_by_role("heading", name=WORDS["top"])).to_be_visible()
        """)
    files["tests/e2e/test_desk.py"] += '\nWORDS = {"low": "Nowhere", "top": "Front desk"}\n'
    assert traced(files).at("expect").sight.locators[0].name == "Front desk"


QUIET = """
from contextlib import contextmanager
import pytest

@contextmanager
def quiet(page):
    found = []
    yield
    if found:
        pytest.fail("noise")
"""


def test_what_a_context_manager_checks_stands_at_its_block(traced) -> None:
    files = steps("""
        with quiet(page):
            page.goto("http://localhost/")
        """)
    files["tests/e2e/test_desk.py"] = QUIET + files["tests/e2e/test_desk.py"]
    (trace,) = traced(files).analysis.traces
    assert trace.check.text.startswith("with quiet")


def test_what_a_helper_checks_stands_where_it_is_written(traced) -> None:
    files = steps("""
        page.goto("http://localhost/")
        quiet(page)
        """)
    files["tests/e2e/test_desk.py"] = (
        QUIET.replace("    yield\n", "").replace("@contextmanager\n", "") + files["tests/e2e/test_desk.py"]
    )
    (trace,) = traced(files).analysis.traces
    assert trace.check.text.startswith("pytest.fail")
