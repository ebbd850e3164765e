"""Calls that draw elements, and the argument lists they are told by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.extract.pages import read_template
from pyramid.extract.pages.arguments import calls, keyword, literal, node, split
from pyramid.extract.pages.components import component


def test_a_call_with_a_mapping_of_texts_is_an_element() -> None:
    (part,) = component('uiButton({"text": "Refund", "href": url_for("refund"), "classes": "wide"})')
    assert (part.tag, part.text) == ("a", "Refund")
    assert {a.name: a.value for a in part.attributes} == {"href": "\0", "class": "ui-button wide"}
    assert part.attributes[0].outputs == ('url_for("refund")',)


def test_mappings_inside_are_elements_inside() -> None:
    parts = component('uiRadios(params={"name": "size", "items": [{"text": "Small"}, {"text": big}]})')
    assert [(p.tag, p.parent, p.text, p.outputs) for p in parts] == [
        ("div", -1, "", ()),
        ("label", 0, "Small", ()),
        ("label", 0, "\0", ("big",)),
    ]


def test_a_title_is_a_heading_and_a_default_is_shown() -> None:
    _, heading = component('uiPanel({"titleText": "Order " ~ state, "html": body})')
    assert (heading.tag, heading.parent, heading.text, heading.outputs) == ("h2", 0, "Order \0", ("state",))
    assert component('form.send({"text": label or "Send"})')[0].text == "Send"


@pytest.mark.parametrize(
    "source",
    [
        "total",
        "url_for('cart')",
        "money(total)",
        "page({'a': 1})",
        "x ~ uiTag({'text': 'a'})",
        "broken({",
        "",
    ],
)
def test_what_is_no_component(source: str) -> None:
    assert component(source) == ()


def test_components_take_their_place_in_the_page() -> None:
    template = read_template("a.html", '<form>{% if ok %}{{ uiButton({"text": "Go"}) }}{% endif %}</form>')
    button = template.elements[2]
    assert (button.tag, button.text, button.conditions) == ("button", "Go", ("ok",))
    assert template.elements[button.parent].tag == "form"


def test_a_macro_knows_its_parameters_and_its_elements_know_the_macro() -> None:
    template = read_template(
        "a.html", "{% macro tag(state, wide=False) %}<b>{{ state }}</b>{% endmacro %}<i>"
    )
    assert template.macros == (("tag", ("state", "wide")),)
    assert [(e.tag, e.macro) for e in template.elements[1:]] == [("b", "tag"), ("i", "")]


def test_inclusions_and_calls_know_their_conditions() -> None:
    template = read_template(
        "a.html", '{% if a %}{% include "b.html" with x=y %}{{ tag(z, wide=1) }}{% endif %}'
    )
    (use,) = template.inclusions
    assert (use.name, use.given, use.conditions) == ("b.html", (("x", "y"),), ("a",))
    assert [(c.name, c.given, c.conditions) for c in template.calls] == [
        ("tag", (("", "z"), ("wide", "1")), ("a",))
    ]


def test_a_block_of_the_title_is_a_title() -> None:
    template = read_template(
        "a.html", "{% block page_title %}Basket{% endblock %}{% block body %}<p>x</p>{% endblock %}"
    )
    assert [(e.tag, e.text) for e in template.elements[1:]] == [("title", "Basket"), ("p", "x")]


def test_arguments_are_split_outside_of_brackets_and_strings() -> None:
    assert split("a, f(b, c), [d, e], 'g, h'") == ["a", "f(b, c)", "[d, e]", "'g, h'"]
    assert keyword("x=1") == ("x", "1") and keyword("x == 1") == ("", "x == 1")
    assert literal("'a'") == "a" and literal("a") is None
    assert list(calls("f(g(x), 'y')")) == [("f", ("g(x)", "'y'")), ("g", ("x",))]


@given(st.text(alphabet="ab({[]})\"',:=~ ", max_size=60))
def test_no_source_is_an_error(source: str) -> None:
    list(calls(source))
    node(source)
    component(source)
