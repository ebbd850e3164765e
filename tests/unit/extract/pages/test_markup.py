"""Templates as HTML with holes: what is printed, where, and on which condition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.extract.pages import read_template
from pyramid.model.page import Element, Template


def read(source: str) -> Template:
    return read_template("shop/templates/page.html", source)


def first(source: str, tag: str) -> Element:
    return next(element for element in read(source).elements if element.tag == tag)


def test_an_element_knows_its_line_parent_text_and_outputs() -> None:
    template = read('<div>\n  <p id="sum">Total:\n {{ total|money }} <b>now</b></p>\n</div>')
    div, paragraph, bold = template.elements[1:]
    assert (paragraph.line, template.elements[paragraph.parent]) == (2, div)
    assert (paragraph.text, paragraph.outputs) == ("Total: \0", ("total|money",))
    assert template.elements[bold.parent] is paragraph
    assert paragraph.attribute("id") is not None and paragraph.attribute("class") is None


def test_lines_count_through_holes_of_several_lines() -> None:
    assert first("{# a\nb #}\n{{ one\n }}{% if\n x %}<p>", "p").line == 5


def test_content_joins_the_descendants() -> None:
    template = read("<ul><li>{{ a }}</li><li>and <i>{{ b }}</i></li></ul><p>{{ c }}</p>")
    assert template.content(1) == ("\0 and \0", ("a", "b"))


def test_an_attribute_keeps_what_is_printed_in_it() -> None:
    row = first('<tr data-test="row-{{ item.id }}" {{ more }} class="a {% if x %}b{% endif %}">', "tr")
    assert [(a.name, a.value, a.outputs) for a in row.attributes] == [
        ("data-test", "row-\0", ("item.id",)),
        ("class", "a \0b\0", ("if x", "endif")),
    ]


@pytest.mark.parametrize(
    ("source", "conditions"),
    [
        ("{% if a %}<p>{% endif %}", ("a",)),
        ("{%- if a and b -%}<p>{%- endif -%}", ("a and b",)),
        ("{% if a %}{% else %}<p>{% endif %}", ("not a",)),
        ("{% if a %}{% elif b %}<p>{% else %}{% endif %}", ("not a", "b")),
        ("{% if a %}{% elif b %}{% else %}<p>{% endif %}", ("not a", "not b")),
        ("{% unless a %}<p>{% endunless %}", ("not a",)),
        ("{% unless a %}{% endunless %}<p>", ()),
        ("{% ifchanged a %}{% endifchanged %}<p>", ()),
        ("{% if a %}{% if b %}<p>{% endif %}{% endif %}", ("a", "b")),
        ("{% if a %}{% if b %}{% endif %}<p>{% endif %}", ("a",)),
        ("{% if a %}{% endif %}<p>", ()),
        ("{% if a %}{% for x in xs %}<p>{% else %}{% endfor %}{% endif %}", ("a",)),
        ("{% if a %}{% for x in xs %}{% else %}<p>{% endfor %}{% endif %}", ("a",)),
        ("{% if a %}{% for x in xs %}{% empty %}{% endfor %}<p>{% endif %}", ("a",)),
        ("{% for x in xs %}{% if a %}{% endfor %}<p>", ()),
        ("{% endif %}{% else %}<p>", ()),
    ],
)
def test_conditions_around_an_element(source: str, conditions: tuple[str, ...]) -> None:
    assert first(source, "p").conditions == conditions


def test_text_under_its_own_condition_carries_it() -> None:
    template = read("<p>State: {% if paid %}Paid{% else %}Open {{ since }}{% endif %}</p>")
    assert [(e.tag, e.text, e.conditions, e.outputs) for e in template.elements[1:]] == [
        ("p", "State:", (), ()),
        ("", "Paid", ("paid",), ()),
        ("", "Open \0", ("not paid",), ("since",)),
    ]
    assert template.content(1)[0] == "State: Paid Open \0"


@pytest.mark.parametrize(
    ("source", "bindings"),
    [
        ("{% for item in cart.items %}", [("item", "cart.items")]),
        ("{% for key, value in rows.items() %}", [("key", "rows.items()"), ("value", "rows.items()")]),
        ("{% for (a, b) in pairs %}", [("a", "pairs"), ("b", "pairs")]),
        ("{% set total = order.total %}", [("total", "order.total")]),
        ("{% set total = net + tax %}", [("total", "net + tax")]),
        ("{% set same = a == b %}", [("same", "a == b")]),
        ("{% with total=order.total tax = order.tax %}", [("total", "order.total"), ("tax", "order.tax")]),
        ("{% with order.total as total %}", [("total", "order.total")]),
    ],
)
def test_bindings(source: str, bindings: list[tuple[str, str]]) -> None:
    assert read(source).bindings == tuple(bindings)


def test_uses_are_named_as_written() -> None:
    source = """{% extends "base.html" %}{% include 'row.html' with context %}
    {% from "macros.html" import field, other %}{% import "more.html" as more %}{% include name %}"""
    assert read(source).uses == ("base.html", "row.html", "macros.html", "more.html")


@pytest.mark.parametrize(
    "source", ["<input name=q><p>", "<br><p>", "<img src=x /><p>", "<svg/><p>", "<li/><p>"]
)
def test_void_and_closed_tags_hold_nothing(source: str) -> None:
    assert first(source, "p").parent == 0


def test_an_end_tag_that_opens_nowhere_closes_nothing() -> None:
    template = read("<div></span><p></div></div><i>")
    assert [(e.tag, e.parent) for e in template.elements[1:]] == [("div", 0), ("p", 1), ("i", 0)]


def test_comments_are_no_elements() -> None:
    source = "{# <p> #}<!-- <p> -->{% comment 'why' %}<p>{% if a %}{% endcomment %}\n<i>"
    assert [(e.tag, e.line, e.conditions) for e in read(source).elements[1:]] == [("i", 2, ())]


@pytest.mark.parametrize("word", ["raw", "verbatim"])
def test_what_the_server_does_not_print_is_no_output(word: str) -> None:
    paragraph = first(f"<p>{{% {word} %}}{{{{ name }}}}{{% end{word} %}}</p>", "p")
    assert (paragraph.text, paragraph.outputs) == ("{{ name }}", ())


@pytest.mark.parametrize(
    "source",
    ['{% trans "Sign in" %}', "{% translate 'Sign in' %}", "{{ _('Sign in') }}", '{{ gettext("Sign in") }}'],
)
def test_a_translated_text_is_known(source: str) -> None:
    button = first(f"<button>{source}</button>", "button")
    assert (button.text, button.outputs) == ("Sign in", ())
    other = "'" if '"' in source else '"'
    value = first(f"<input value={other}{source}{other}>", "input").attribute("value")
    assert value is not None and (value.value, value.outputs) == ("Sign in", ())


_MARKUP = ["<p>", "</p>", "<div class='{{ a }}'>", "</div>", "<br/>", "<script>", "</script>", ">", "<", '"']
_ODD = ["<![", "<!--", "-->", "<!", "]", "&#1;", "&", "\ue000", "\ue0009\ue001", "9", " ", "\n", "\0"]
_HOLES = ["{{ a }}", "{{", "}}", "{%", "%}", "{#", "#}"]
_BLOCKS = ["if a", "else", "elif b", "endif", "for x in y", "endfor", "empty", "raw", "endraw", "comment"]
_PIECES = st.sampled_from([*_MARKUP, *_ODD, *_HOLES, *(f"{{% {block} %}}" for block in _BLOCKS)])


@given(st.lists(_PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_any_text_is_read_and_forms_a_tree(source: str) -> None:
    template = read(source)
    for index, element in enumerate(template.elements):
        assert -1 <= element.parent < max(index, 1)
        assert 1 <= element.line <= source.count("\n") + 1
        assert len(element.outputs) <= element.text.count("\0")
        inside = template.descendants(index)
        assert inside[0] == index
        for place in inside[1:]:
            assert template.elements[place].parent in inside
            assert place in template.descendants(template.elements[place].parent)
    assert template.descendants(0) == tuple(range(len(template.elements)))
