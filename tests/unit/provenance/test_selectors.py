"""Which elements of a page a locator means."""

from __future__ import annotations

import pytest

from pyramid.extract.pages import read_template
from pyramid.model.page import Template
from pyramid.model.provenance import Locator
from pyramid.provenance.chains import plain
from pyramid.provenance.selectors import closeness, matching

PAGE = """
<nav id="top"><a id="home" href="/">Home</a></nav>
<h1 id="title">Your {{ kind }}</h1>
<form id="order">
  <label id="email-label" for="email">Email address</label>
  <input id="email" name="email" type="text" placeholder="you@example.org" value="{{ user.email }}">
  <label id="wrapped">Quantity <input id="inner" name="quantity"></label>
  <input id="search" aria-label="Find products" title="Search">
  <button id="pay" class="btn primary" data-test="pay-now">Pay {{ total }}</button>
  <input id="cancel" type="submit" value="Cancel order">
  <div id="fake" role="button">Fake</div>
</form>
<table id="lines">{% for line in lines %}
  <tr id="line" data-testid="line-{{ line.id }}"><td id="name">{{ line.name }}</td>
  <td id="static">in stock</td></tr>
{% endfor %}</table>
<img id="logo" alt="Our logo">
<p id="note" class="note {% if late %}late{% endif %}">Delivery <b id="when">tomorrow</b></p>
<button id="next">{{ label }}</button>
<script id="code">Delivery</script>
"""


@pytest.fixture(scope="module")
def page() -> Template:
    return read_template("page.html", PAGE)


def found(page: Template, by: str, value: str, name: str = "") -> list[str]:
    elements = (page.elements[index] for index in matching(page, Locator(by=by, value=value, name=name)))
    return [attribute.value for each in elements if (attribute := each.attribute("id"))]


@pytest.mark.parametrize(
    ("role", "name", "ids"),
    [
        ("button", "Cancel", ["cancel"]),
        ("button", "pay", ["pay"]),
        ("button", "Pay 5 €", ["pay"]),
        ("button", "Fake", ["fake"]),
        ("button", "", ["pay", "cancel", "fake", "next"]),
        ("button", "Continue", ["next"]),
        ("heading", "Your cart", ["title"]),
        ("heading", "Their cart", []),
        ("link", "Home", ["home"]),
        ("textbox", "Find products", ["search"]),
        ("navigation", "", ["top"]),
        ("row", "", ["line"]),
        ("cell", "in stock", ["static"]),
        ("row", "Chair", []),
        ("nonsense", "", []),
    ],
)
def test_by_role_and_accessible_name(page: Template, role: str, name: str, ids: list[str]) -> None:
    assert found(page, "role", role, name) == ids


@pytest.mark.parametrize(
    ("by", "value", "ids"),
    [
        ("label", "Email", ["email-label", "email"]),
        ("label", "quantity", ["wrapped"]),
        ("label", "Find products", ["search"]),
        ("label", "Phone", []),
        ("test-id", "pay-now", ["pay"]),
        ("test-id", "line-7", ["line"]),
        ("test-id", "line-\0", ["line"]),
        ("test-id", "pay", []),
        ("placeholder", "you@example.org", ["email"]),
        ("placeholder", "me@example.org", []),
        ("title", "Search", ["search"]),
        ("alt", "Our logo", ["logo"]),
        ("name", "quantity", ["inner"]),
        ("id", "note", ["note"]),
        ("class", "late", []),
        ("class", "primary", ["pay"]),
        ("text", "in stock", ["static"]),
        ("text", "Delivery", ["note"]),
        ("text", "tomorrow", ["when"]),
        ("text", "Your order", ["title"]),
        ("text", "nowhere", []),
        ("unheard-of", "note", []),
    ],
)
def test_by_attribute_label_and_text(page: Template, by: str, value: str, ids: list[str]) -> None:
    assert found(page, by, value) == ids


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("#pay", ["pay"]),
        ("#line-\0", []),
        (".btn", ["pay"]),
        (".btn.primary", ["pay"]),
        (".btn.late", []),
        ("button.primary#pay", ["pay"]),
        ("a.primary", []),
        ("form button", ["pay", "next"]),
        ("form > .primary", ["pay"]),
        ("[data-test=pay-now]", ["pay"]),
        ("[data-test='pay-now']", ["pay"]),
        ('tr[data-testid="line-3"] td', ["name", "static"]),
        ("[data-testid^='line-']", ["line"]),
        ("[data-testid^='row-']", []),
        ("[data-test$='-now']", ["pay"]),
        ("[data-test*='ay-n']", ["pay"]),
        ("[data-test*='zzz']", []),
        ("[class~='btn']", ["pay"]),
        ("[class~='bt']", []),
        ("[placeholder]", ["email"]),
        ("button:visible", ["pay", "next"]),
        ("button:has-text('Pay')", ["pay"]),
        ("text=tomorrow", ["when"]),
        ("id=pay", ["pay"]),
        ("data-testid=line-9", ["line"]),
        ("css=.primary", ["pay"]),
        ("//button[@id='pay']", ["pay"]),
        ("xpath=//form//input[@name='email']", ["email"]),
        ("//*[@data-testid='line-4']/td[text()='in stock']", ["static"]),
        ("//p[contains(., 'tomorrow')]", ["note"]),
        ("//button[contains(@class, 'primary')]", ["pay"]),
        ("//button[contains(text(), 'Pay')]", ["pay"]),
        ("//a[@id='pay']", []),
        ("//*", []),
        ("§", []),
        ("", []),
    ],
)
def test_by_selector(page: Template, selector: str, ids: list[str]) -> None:
    assert found(page, "css", selector) == ids


def test_a_selector_narrowed_by_a_text(page: Template) -> None:
    assert found(page, "css", "button", "Pay") == ["pay", "next"]
    assert found(page, "css", "p", "tomorrow") == ["note"]
    assert found(page, "css", "p", "today") == []


def test_a_name_printed_as_a_whole_counts_only_when_nothing_else_does(page: Template) -> None:
    assert found(page, "role", "button", "Buy") == ["next"]
    assert found(page, "role", "button", "Pay 3") == ["pay"]


@pytest.mark.parametrize(
    ("given", "by", "value", "name"),
    [
        ("text=Save", "text", "Save", ""),
        ('h2:has-text("Your cart")', "css", "h2", "Your cart"),
        (":text('Save')", "text", "Save", ""),
        ("h2.wide", "css", "h2.wide", ""),
        ('h2:has-text("a") b', "css", 'h2:has-text("a") b', ""),
    ],
)
def test_a_selector_that_says_a_text_is_one(given: str, by: str, value: str, name: str) -> None:
    assert plain(Locator(by="css", value=given)) == Locator(by=by, value=value, name=name)


def test_the_whole_text_is_closer_than_a_part_and_a_part_than_a_printed_value() -> None:
    template = read_template("a.html", "<h1>Your cart</h1><h1>Cart</h1><h1>{{ x }}</h1><h1>The {{ x }}</h1>")
    wanted = Locator(by="role", value="heading", name="Cart")
    whole, part, printed = (closeness(template, index, wanted) for index in (2, 1, 3))
    assert (whole, printed) == (3, 1) and 2 < part < 3
    assert 2 < closeness(template, 4, Locator(by="role", value="heading", name="The end")) < 3
