"""What an assertion asks once it is opened, and what is asked of containers, components and scripts."""

from __future__ import annotations

import pytest

HEAD = """
    from playwright.sync_api import Page, expect

"""
ORDER = "shop/templates/order.html"


def opened(body: str, path: str = "/orders/3", **more: str) -> dict[str, str]:
    """One test that opens a page and goes on with the lines of ``body``."""
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    test = f'{HEAD}    def test_shop(page: Page):\n        page.goto("http://localhost{path}")\n{lines}'
    return {"tests/e2e/test_shop.py": test, **more}


def test_what_is_joined_by_and_is_asked_each_by_itself(traced) -> None:
    both = 'assert page.locator("#net").inner_text() == "5" and page.locator("#left").inner_text() == "3"'
    cart = '<i id="net">{{ totals.net }}</i><i id="left">{{ totals.gross }}</i>'
    found = traced({**opened(both, "/cart"), "shop/templates/cart.html": cart})
    assert {"shop.rules.net_of", "shop.rules.Totals.gross"} <= set(found.deciders("assert"))


PAGES = """
    class Order:
        def __init__(self, page):
            self._page = page
            self.alert = Alert(page.get_by_role("alert"))

        @property
        def is_late(self):
            return self._page.locator("#late").is_visible()

        @property
        def is_long(self):
            late = self._page.locator("#late")
            return late.is_visible()

    class Alert:
        def __init__(self, element):
            self._element = element

        def __iter__(self):
            return iter(self._element.all_text_contents())
    """


@pytest.mark.parametrize(("name", "matcher"), [("is_late", "visible"), ("is_long", "true")])
def test_a_property_of_one_line_is_what_it_returns(traced, name: str, matcher: str) -> None:
    body = f"from tests.e2e.pages import Order\nassert not Order(page).{name}"
    found = traced({**opened(body), "tests/e2e/pages.py": PAGES, "tests/e2e/__init__.py": ""}).at("assert")
    assert (found.check.matcher, found.check.negated) == (matcher, True)
    assert found.candidates[0].function == "shop.rules.can_cancel"


def test_a_component_of_a_page_object_is_the_element_it_was_made_for(traced) -> None:
    body = 'from tests.e2e.pages import Order\nassert list(Order(page).alert) == ["x"]'
    order = '{% if flags.refund %}<p role="alert">{{ order.note }}</p>{% endif %}'
    files = {ORDER: order, "tests/e2e/pages.py": PAGES, "tests/e2e/__init__.py": ""}
    found = traced({**opened(body), **files}).at("assert")
    assert [(at.by, at.value) for at in found.sight.locators] == [("role", "alert")]


def test_a_text_in_the_whole_page_stands_under_its_own_conditions(traced) -> None:
    order = "<main>{{ order.state }}{% if flags.refund %}<b>Money back in days</b>{% endif %}</main>"
    text = 'assert "{}" in page.locator("body").inner_text()'
    here = traced({**opened(text.format("Money back in days")), ORDER: order})
    assert here.deciders("assert")[0] == "shop.rules.may_refund"
    elsewhere = traced({**opened(text.format("Something else")), ORDER: order})
    assert "shop.rules.may_refund" not in elsewhere.deciders("assert")[:1]


def test_the_branch_whose_words_are_expected_decides(traced) -> None:
    order = "<h2 id=h>Order {% if flags.refund %}refundable{% elif flags.cancel %}open{% endif %} today</h2>"
    check = 'expect(page.locator("#h")).to_have_text("Order {} today")'
    found = traced({**opened(check.format("refundable")), ORDER: order})
    assert found.deciders("expect")[0] == "shop.rules.may_refund"
    assert "shop.rules.may_refund" not in traced({**opened(check.format("odd")), ORDER: order}).deciders(
        "expect"
    )


SCRIPT = '$("#details").hide(); $("#other").on("click", send);'


@pytest.mark.parametrize(("name", "scripted"), [("details", "yes"), ("other", "no")])
def test_a_script_that_shows_and_hides_decides_what_can_be_seen(traced, name: str, scripted: str) -> None:
    order = f'<b id="details">x</b><b id="other">y</b><script>{SCRIPT}</script>'
    found = traced({**opened(f'expect(page.locator("#{name}")).to_be_visible()'), ORDER: order})
    assert found.at("expect").fact("scripted") == {scripted}


def test_a_helper_that_asserts_is_one_check_of_all_its_callers(traced) -> None:
    helper = "def assert_text(page, text):\n    assert text in page.locator('body').inner_text()\n"
    calls = 'assert_text(page, "Welcome")\nassert_text(page, "Cart")'
    body = f"from tests.e2e.helpers import assert_text\n{calls}"
    files = {"tests/e2e/helpers.py": helper, "tests/e2e/__init__.py": ""}
    found = traced({**opened(body, "/"), **files})
    assert [(trace.check.path, trace.check.line) for trace in found.analysis.traces] == [
        ("tests/e2e/helpers.py", 2)
    ]


def test_a_list_is_expected_by_each_of_its_texts(traced) -> None:
    body = 'assert page.locator("li").all_inner_texts() == ["Tea", "Milk"]'
    assert traced(opened(body, "/cart")).at("assert").expected == ("Tea", "Milk")


def test_what_the_test_calls_a_value_finds_it_where_the_locator_does_not(traced) -> None:
    objects = """
        class Cart:
            def __init__(self, page):
                self._page = page

            @property
            def discount_given(self):
                return self._page.locator("article > section").inner_text()
        """
    cart = "<i>{{ totals.net }}</i><i>{{ totals.discount_given }}</i>"
    rules = "\nclass Rules:\n    def discount_given(self):\n        return 3 if self.many else 0\n"
    body = 'from tests.e2e.objects import Cart\nassert Cart(page).discount_given == "3"'
    files = {"shop/templates/cart.html": cart, "tests/e2e/objects.py": objects, "tests/e2e/__init__.py": ""}
    found = traced({**opened(body, "/cart"), **files, "shop/more.py": rules})
    assert found.deciders("assert")[0] == "shop.more.Rules.discount_given"


@pytest.mark.parametrize(("name", "decider"), [("Get a refund", "shop.rules.may_refund"), ("Get one", "")])
def test_words_that_unreadable_markup_draws_stand_under_their_condition(
    traced, name: str, decider: str
) -> None:
    order = "<nav>{% if flags.refund %}{% button primary %}Get a refund{% endbutton %}{% endif %}</nav>"
    check = f'expect(page.get_by_role("link", name="{name}")).to_be_visible()'
    found = traced({**opened(check), ORDER: order}).deciders("expect")
    assert (found[0] == decider) if decider else ("shop.rules.may_refund" not in found)
