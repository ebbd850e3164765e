"""Functions handed over, locators as data, texts as patterns: how helpers of real suites are written."""

from __future__ import annotations

import textwrap

import pytest

from pyramid.provenance.texts import plain_pattern

POLL = """
from playwright.sync_api import Page, expect
from shop.rules import greeting

def poll(what):
    while True:
        try:
            return what()
        except AssertionError:
            pass

def sees(page, name):
    try:
        page.get_by_test_id(name).wait_for()
        return True
    except TimeoutError:
        return False

def never(page):
    def asks():
        assert page.locator("#never").is_visible()

"""

DRIVER = """
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as EC
from selenium.webdriver.support.ui import WebDriverWait

TOTAL = (By.ID, "total")
PAIR = ("id", "total")

def click_on(driver, selector):
    found = WebDriverWait(driver, 5).until(EC.element_to_be_clickable((By.CSS_SELECTOR, selector)))
    found.click()

def test_it():
    driver = webdriver.Firefox()
    driver.get("http://x/")
"""


def suite(head: str, body: str, start: str = "def test_it(page: Page):\n    page.goto('http://x/')\n") -> str:
    start = "" if head is DRIVER else start
    return head + start + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"


def located(trace) -> list[tuple[str, str]]:
    return [(at.by, at.value) for at in trace.sight.locators]


def test_a_function_given_to_a_helper_of_ones_own_is_run_there(traced) -> None:
    found = traced(
        suite(
            POLL,
            """
            def done():
                assert page.locator("#done").is_visible()
            poll(done)
            box = poll(lambda: page.locator("#box"))
            assert box.inner_text() == "Hi"
            never(page)
            """,
        )
    )
    assert located(found.at('assert page.locator("#done")')) == [("css", "#done")]
    assert located(found.at("assert box")) == [("css", "#box")]
    # A function that nobody calls is not run.
    assert len(found.analysis.traces) == 2


def test_a_helper_that_answers_yes_or_no_looks_at_what_it_looked_up(traced) -> None:
    found = traced(suite(POLL, 'assert sees(page, "net")\nassert poll(lambda: 1)'))
    assert located(found.at("assert sees")) == [("test-id", "net")]
    assert found.at("assert poll").sight.kind == "none"


def test_locators_as_data(traced) -> None:
    found = traced(suite(DRIVER, 'assert driver.find_element(*TOTAL).text == "1"\nassert PAIR'))
    assert located(found.at("assert driver")) == [("id", "total")]
    assert found.at("assert PAIR").sight.kind == "none"


@pytest.mark.parametrize(
    ("condition", "matcher"),
    [
        ('EC.text_to_be_present_in_element((By.ID, "net"), "Net 2")', "contains"),
        ('lambda _: driver.find_element(By.ID, "net").text == "Net 2"', "text"),
    ],
)
def test_what_a_wait_waits_for(traced, condition: str, matcher: str) -> None:
    found = traced(suite(DRIVER, f"WebDriverWait(driver, 5).until({condition})"))
    waited = found.at("WebDriverWait")
    assert (located(waited), waited.check.matcher, waited.expected) == ([("id", "net")], matcher, ("Net 2",))


def test_what_a_wait_hands_out_is_acted_on(traced) -> None:
    found = traced(suite(DRIVER, 'click_on(driver, "a[href=\'/cart\']")\nassert driver.page_source == "x"'))
    assert found.at("assert").handlers[0] == "shop.views.cart"


def test_the_source_of_a_page_is_searched_for_a_text(traced) -> None:
    found = traced(suite(DRIVER, 'assert "Welcome" in driver.page_source'))
    assert located(found.at("assert")) == [("text", "Welcome")]
    assert found.at("assert").check.matcher == "contains"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Remaining", "Remaining"),
        ("^/orders/\0$", "/orders/\0"),
        (r"All\s+", "All\0"),
        (r".*/cart\?page=[0-9]+", "\0/cart?page=\0"),
        (r"costs (EUR|USD) 3\.50", "costs \0 3.50"),
        ("Saved. Thank you", "Saved. Thank you"),
        (r"\(you\)", "(you)"),
    ],
)
def test_a_pattern_is_read_as_the_text_that_it_wants(pattern: str, text: str) -> None:
    assert plain_pattern(pattern) == text


def test_patterns_of_checks_and_locators(traced) -> None:
    body = """
    import re
    expect(page).to_have_url(re.compile(r"/orders/\\d+$"))
    expect(page.get_by_role("button", name=re.compile("^Canc"))).to_be_visible()
    expect(page.locator("#a")).to_have_text(compile("x"))
    """
    found = traced(suite(POLL, body))
    assert found.at("expect(page).to_have_url").expected == ("/orders/\0",)
    assert found.at("expect(page.get_by_role").sight.locators[-1].name == "Canc"
    assert found.at('expect(page.locator("#a"))').expected == ("\0",)


def test_who_computes_what_the_test_expects_computes_the_value(traced) -> None:
    body = """
    expect(page.locator("p.hello")).to_have_text(greeting(9))
    expect(page.locator("#unknown")).to_have_text(poll(page))
    """
    found = traced(suite(POLL, body))
    first = found.at('expect(page.locator("p.hello"))').candidates[0]
    assert first.function == "shop.rules.greeting"
    assert "shop.rules.greeting" not in found.deciders('expect(page.locator("#unknown"))')
