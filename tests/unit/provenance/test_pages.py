"""Pages in one piece: inclusions, macros, components, titles."""

from __future__ import annotations

import pytest

OPEN = """
    from playwright.sync_api import Page, expect

    def test_shop(page: Page):
        page.goto("http://localhost/orders/3")
        {check}
    """


def page(order: str, check: str, **more: str) -> dict[str, str]:
    """The order page with another template, and one check of it."""
    files = {f"shop/templates/{name}.html": text for name, text in more.items()}
    return {"tests/e2e/test_shop.py": OPEN.format(check=check), "shop/templates/order.html": order, **files}


VISIBLE = 'expect(page.locator("#box")).to_be_visible()'


def test_the_condition_around_an_inclusion_decides_what_is_in_it(traced) -> None:
    order = '{% if flags.refund %}{% include "box.html" %}{% endif %}'
    found = traced(page(order, VISIBLE, box='<b id="box">Money back</b>'))
    assert found.deciders("expect")[0] == "shop.rules.may_refund"


def test_without_a_condition_the_page_decides(traced) -> None:
    found = traced(page('{% include "box.html" %}', VISIBLE, box='<b id="box">Money back</b>'))
    assert found.deciders("expect") == ["shop.views.order"]


def test_of_two_conditions_the_inner_one_comes_first(traced) -> None:
    order = '{% if flags.refund %}{% if flags.cancel %}<b id="box">x</b>{% endif %}{% endif %}'
    found = traced(page(order, VISIBLE))
    assert found.deciders("expect")[:2] == ["shop.rules.can_cancel", "shop.rules.may_refund"]


def test_the_branch_after_a_test_stands_under_it_too(traced) -> None:
    order = '{% if flags.refund %}{% elif order.x %}{% else %}<b id="box">x</b>{% endif %}'
    assert "shop.rules.may_refund" in traced(page(order, VISIBLE)).deciders("expect")


def test_names_given_to_an_inclusion_stand_for_what_was_given(traced) -> None:
    order = '{% include "box.html" with flag=flags.cancel %}'
    found = traced(page(order, VISIBLE, box='{% if flag %}<b id="box">x</b>{% endif %}'))
    assert found.deciders("expect")[0] == "shop.rules.can_cancel"


MACROS = '{% macro tag(shown) %}{% if shown %}<b id="box">x</b>{% endif %}{% endmacro %}'


@pytest.mark.parametrize(
    ("call", "decider"),
    [("{{ tag(flags.cancel) }}", "can_cancel"), ("{{ tag(shown=flags.refund) }}", "may_refund")],
)
def test_a_parameter_of_a_macro_stands_for_its_argument(traced, call, decider) -> None:
    order = '{% from "macros.html" import tag %}' + call
    assert traced(page(order, VISIBLE, macros=MACROS)).deciders("expect")[0] == f"shop.rules.{decider}"


def test_a_macro_that_is_not_called_shows_nothing(traced) -> None:
    order = '{% from "macros.html" import tag %}<p>nothing</p>'
    assert traced(page(order, VISIBLE, macros=MACROS)).at("expect").fact("placed") == {"no"}


NAMED = 'expect(page.get_by_role("link", name="Take back")).to_be_visible()'


def test_a_component_is_found_by_what_it_is_told_to_say(traced) -> None:
    order = '{% if flags.cancel %}{{ uiButton({"text": "Take back", "href": "/cart"}) }}{% endif %}'
    assert traced(page(order, NAMED)).deciders("expect")[0] == "shop.rules.can_cancel"


def test_a_call_without_texts_is_no_component(traced) -> None:
    assert traced(page('{{ uiButton("Take back") }}', NAMED)).at("expect").fact("placed") == {"no"}


def test_a_macro_shows_the_text_of_each_call(traced) -> None:
    macros = "{% macro go(text) %}<a href=/cart>{{ text }}</a>{% endmacro %}"
    order = '{% from "macros.html" import go %}{{ go("Home") }}'
    order += '{% if flags.refund %}{{ go("Take back") }}{% endif %}'
    assert traced(page(order, NAMED, macros=macros)).deciders("expect")[0] == "shop.rules.may_refund"


def test_a_disabled_control_is_decided_by_what_disables_it(traced) -> None:
    order = '{% if flags.refund %}{{ uiButton({"text": "Pay", "disabled": not flags.cancel}) }}{% endif %}'
    check = 'expect(page.get_by_role("button", name="Pay")).to_be_{}()'
    assert traced(page(order, check.format("enabled"))).deciders("expect")[0] == "shop.rules.can_cancel"


def test_for_its_presence_it_does_not_matter_what_disables_a_control(traced) -> None:
    order = '{% if flags.refund %}{{ uiButton({"text": "Pay", "disabled": not flags.cancel}) }}{% endif %}'
    check = 'expect(page.get_by_role("button", name="Pay")).to_be_visible()'
    assert traced(page(order, check)).deciders("expect")[0] == "shop.rules.may_refund"
