"""What a check asks: followed through helpers, page objects, loops and parametrised tests."""

from __future__ import annotations

import textwrap

import pytest

HEAD = """import re, unittest
import requests
import pytest
from playwright.sync_api import Page, expect
from shop.rules import net_of
from shop.store import all_items

"""


def suite(body: str) -> str:
    return HEAD + textwrap.dedent(body)


@pytest.mark.parametrize(
    ("check", "matcher", "negated", "sight", "expected"),
    [
        ('expect(page.locator("#a")).to_have_text("Hi")', "text", False, "element", ("Hi",)),
        ('expect(page.locator("#a")).not_to_have_text("Hi")', "text", True, "element", ("Hi",)),
        ('expect(page.locator("#a")).to_contain_text("Hi")', "contains", False, "element", ("Hi",)),
        ('expect(page.locator("#a")).to_be_hidden()', "hidden", False, "element", ()),
        ('expect(page.locator("#a")).to_have_count(3)', "count", False, "element", ("3",)),
        ('expect(page).to_have_title("Hi")', "title", False, "page-title", ("Hi",)),
        ('expect(page).to_have_url("/x")', "url", False, "page-url", ("/x",)),
        ('assert page.locator("#a").is_visible()', "visible", False, "element", ()),
        ('assert not page.locator("#a").is_visible()', "visible", True, "element", ()),
        ('assert page.locator("#a").count() == 3', "count", False, "element", ("3",)),
        ('assert page.inner_text("#a") == "Hi"', "text", False, "element", ("Hi",)),
        ('assert "Hi" in page.inner_text("#a")', "contains", False, "element", ("Hi",)),
        ('assert "Hi" not in page.inner_text("#a")', "contains", True, "element", ("Hi",)),
        ('assert page.locator("#a").inner_text() != "Hi"', "text", True, "element", ("Hi",)),
        ('assert page.url == "http://x/"', "url", False, "page-url", ("http://x/",)),
        ('assert page.title() == "Hi"', "title", False, "page-title", ("Hi",)),
        ('assert f"{name}!" == page.inner_text("#a")', "text", False, "element", ("\0!",)),
        ("assert len(all_items()) == 2", "equal", False, "backend", ("2",)),
        ("assert 1 + 1 == 2", "equal", False, "none", ("2",)),
    ],
)
def test_one_line(traced, check: str, matcher: str, negated: bool, sight: str, expected: tuple) -> None:
    found = traced(suite(f"def test_it(page: Page, name):\n    page.goto('/')\n    {check}\n"))
    (trace,) = found.analysis.traces
    assert (trace.check.matcher, trace.check.negated, trace.sight.kind) == (matcher, negated, sight)
    assert trace.expected == expected


def test_a_helper_compares_what_each_test_gives_it(traced) -> None:
    found = traced(
        suite(
            """
            def shows(page, name, text, mark="!"):
                wanted = f"{text}{mark}"
                expect(page.get_by_test_id(name)).to_have_text(wanted)

            def test_one(page: Page):
                page.goto("/cart")
                shows(page, "net", "Net 1")

            def test_two(page: Page):
                page.goto("/cart")
                shows(page, text="Net 2", name="net", mark="?")
            """
        )
    )
    trace = found.at("expect")
    assert set(trace.expected) == {"Net 1!", "Net 2?"}
    assert [test.rpartition(".")[2] for test in trace.check.tests] == ["test_one", "test_two"]
    assert trace.sight.locators[-1].value == "net"
    assert trace.candidates[0].function == "shop.rules.net_of"


def test_a_page_object_by_attribute_property_and_method(traced) -> None:
    found = traced(
        suite(
            """
            class Base:
                def __init__(self, page: Page):
                    self.page = page

            class Cart(Base):
                def __init__(self, page: Page):
                    super().__init__(page)
                    self.net = page.get_by_test_id("net")

                def open(self):
                    self.page.goto("/cart")
                    return self

                @property
                def gross(self):
                    return self.page.get_by_test_id("gross")

                def part(self, name):
                    return self.page.get_by_test_id(name)

                def discount(self):
                    return self.part("discount").inner_text()

            @pytest.fixture
            def cart(page: Page):
                return Cart(page).open()

            def test_it(cart):
                expect(cart.net).to_have_text("Net 1")
                expect(cart.gross).to_have_text("1")
                expect(cart.part("row")).to_have_count(1)
                assert cart.discount() == "Discount 0"
            """
        )
    )
    seen = [trace.sight.locators[-1].value for trace in found.analysis.traces]
    assert seen == ["net", "gross", "row", "discount"]
    assert all("shop.views.cart" in trace.handlers for trace in found.analysis.traces)


def test_nested_locators_go_from_the_outermost_in(traced) -> None:
    found = traced(
        suite(
            """
            def test_it(page: Page):
                page.goto("/")
                form = page.locator("form")
                field = form.get_by_role("row", name="Chair").locator("td")
                expect(field).to_be_visible()
            """
        )
    )
    locators = found.at("expect").sight.locators
    assert [(each.by, each.value, each.name) for each in locators] == [
        ("css", "form", ""),
        ("role", "row", "Chair"),
        ("css", "td", ""),
    ]


@pytest.mark.parametrize(
    "loop",
    [
        'for part, text in {"net": "Net 1", "gross": "1"}.items():',
        'for part, text in [("net", "Net 1"), ("gross", "1")]:',
        "for part, text in PARTS.items():",
    ],
)
def test_a_loop_compares_each_of_its_texts(traced, loop: str) -> None:
    found = traced(
        suite(
            f"""
            PARTS = {{"net": "Net 1", "gross": "1"}}

            def test_it(page: Page):
                page.goto("/cart")
                {loop}
                    expect(page.get_by_test_id(part)).to_have_text(text)
            """
        )
    )
    assert found.at("expect").expected == ("Net 1", "1")


@pytest.mark.parametrize(
    "values",
    [
        '"quantity, text", [("0", "Quantity 0 is too small"), pytest.param("1", "Fine", id="one")]',
        '("quantity", "text"), [("0", "Quantity 0 is too small"), ("1", "Fine")]',
    ],
)
def test_a_parametrised_test_compares_each_of_its_texts(traced, values: str) -> None:
    found = traced(
        suite(
            f"""
            @pytest.mark.parametrize({values})
            def test_it(page: Page, quantity, text):
                page.goto("/cart")
                page.get_by_label("Quantity").fill(quantity)
                page.get_by_role("button").click()
                expect(page.get_by_role("alert")).to_have_text(text)
            """
        )
    )
    trace = found.at("expect")
    assert trace.expected == ("Quantity 0 is too small", "Fine")
    assert trace.candidates[0].function == "shop.rules.problem_with"


@pytest.mark.parametrize(
    ("body", "checks"),
    [
        ('page.wait_for_selector("#a")', ["page.wait_for_selector"]),
        ('page.wait_for_selector("#a")\n    page.locator("#a").click()', []),
        ('page.wait_for_selector("#a")\n    assert page.title() == "x"', ["assert"]),
        (
            'assert page.title() == "x"\n    page.wait_for_selector("#a")',
            ["assert", "page.wait_for_selector"],
        ),
        ("page.wait_for_timeout(100)", []),
        ("page.wait_for_load_state()", []),
        ('page.locator("#a").click()', []),
    ],
)
def test_a_wait_is_a_check_when_nothing_else_asks(traced, body: str, checks: list[str]) -> None:
    found = traced(suite(f"def test_it(page: Page):\n    page.goto('/')\n    {body}\n"))
    texts = [trace.check.text for trace in found.analysis.traces]
    assert len(texts) == len(checks)
    assert all(text.startswith(check) for text, check in zip(texts, checks, strict=True))


def test_methods_of_a_test_class_assert_too(traced) -> None:
    found = traced(
        suite(
            """
            class ShopTest(unittest.TestCase):
                @pytest.fixture(autouse=True)
                def opened(self, page: Page):
                    self.page = page
                    page.goto("/cart")

                def test_it(self):
                    self.assertEqual(self.page.inner_text("[data-test=net]"), "Net 1")
                    self.assertEqual("Net 1", self.page.inner_text("[data-test=net]"))
                    self.assertNotIn("Net 2", self.page.inner_text("[data-test=net]"))
                    self.assertTrue(self.page.is_visible("[data-test=net]"))
            """
        )
    )
    equal, turned, absent, shown = found.analysis.traces
    for each in (equal, turned):
        assert (each.check.matcher, each.check.negated, each.expected) == ("text", False, ("Net 1",))
    assert (absent.check.matcher, absent.check.negated, absent.expected) == ("contains", True, ("Net 2",))
    assert (shown.check.matcher, shown.sight.kind) == ("visible", "element")


def test_plain_http_inside_a_browser_test(traced) -> None:
    found = traced(
        suite(
            """
            def test_it(page: Page):
                page.goto("http://localhost/")
                answer = requests.get("http://localhost/api/cart")
                assert answer.status_code == 200
                body = answer.json()
                assert body["discount"] == 10
                assert page.request.get("http://localhost/api/cart").ok
            """
        )
    )
    status, body, ok = found.analysis.traces
    assert (status.sight.kind, status.candidates[0].function) == ("response-status", "shop.views.api_cart")
    assert (body.sight.kind, body.sight.field) == ("response-body", "discount")
    assert body.candidates[0].function == "shop.rules.discount_of"
    assert ok.sight.kind == "response-status"


@pytest.mark.parametrize(
    "rest",
    [
        "return len(all_items())",
        "return sum(1 for _ in all_items())",
        "found = all_items(); return len(found)",
        "if all_items(): return 1",
    ],
)
def test_the_backend_asked_through_a_helper(traced, rest: str) -> None:
    found = traced(
        suite(
            f"""
            def stored():
                {rest}

            def test_it(page: Page):
                page.goto("/cart")
                page.get_by_label("Name").fill("Chair")
                page.get_by_role("button", name="Add").click()
                assert stored() == 1
            """
        )
    )
    trace = found.at("assert")
    assert trace.sight.kind == "backend"
    assert "shop.views.add" in [candidate.function for candidate in trace.candidates]


def test_a_name_stands_for_what_it_was_last_given(traced) -> None:
    found = traced(
        suite(
            """
            def test_it(page: Page):
                page.goto("/cart")
                text = "Net 1"
                expect(page.get_by_test_id("net")).to_have_text(text)
                text = "Net 2"
                expect(page.get_by_test_id("gross")).to_have_text(text)
            """
        )
    )
    assert [trace.expected for trace in found.analysis.traces] == [("Net 1",), ("Net 2",)]


def test_a_locator_told_by_an_argument_is_not_its_strategy(traced) -> None:
    found = traced(
        """
        from selenium import webdriver

        def text(driver, selector):
            return driver.find_element("css selector", selector).text

        def test_it():
            driver = webdriver.Firefox()
            driver.get("http://localhost/cart")
            assert text(driver, "[data-test=net]") == "Net 1"
            assert text(driver, "[data-test=gross]") == "1"
        """
    )
    seen = [(each.by, each.value) for trace in found.analysis.traces for each in trace.sight.locators]
    assert seen == [("css", "[data-test=net]"), ("css", "[data-test=gross]")]
