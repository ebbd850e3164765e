"""What a browser sends carries the label of the test that is running, however long the page is open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from .suites import ROOT, Ran, run_suite

COMMON = """
import asyncio, json, os, shutil
import pytest

URL = "{url}"
SEEN = []
LAUNCH = dict(
    executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
    args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
)

def check(text, beside=""):
    headers = json.loads(text)
    value = headers["content-language"]
    assert value.startswith(beside + "x-pyr-"), value
    SEEN.append(value.removeprefix(beside))
    return headers
"""
LAST = """
def test_last():
    assert len(SEEN) == {seen} and len(set(SEEN)) == {tests}, SEEN
"""
SYNC = """
@pytest.fixture(scope="session")
def browser_type_launch_args():
    return LAUNCH

@pytest.fixture(scope="session")
def shared(browser):
    page = browser.new_page()
    yield page
    page.close()

def ask(page):
    page.goto(URL)
    return page.inner_text("body")

def test_a_page_of_its_own(page):
    check(ask(page))

def test_a_page_that_is_shared(shared):
    check(ask(shared))

def test_the_same_page_again(shared):
    check(ask(shared))

def test_headers_of_ones_own(browser):
    context = browser.new_context(extra_http_headers={{"x-own": "1", "Content-Language": "de"}})
    page = context.new_page()
    assert check(ask(page), "de, ")["x-own"] == "1"
    context.set_extra_http_headers({{"x-other": "2"}})
    headers = check(ask(page))
    assert headers["x-other"] == "2" and "x-own" not in headers
    context.close()

def test_a_window_that_the_page_opens(page):
    page.goto(URL)
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href)")
    opened.value.wait_for_load_state()
    check(opened.value.inner_text("body"))

def test_requests_without_a_page(page, playwright):
    check(page.request.get(URL).text())
    client = playwright.request.new_context(base_url=URL)
    check(client.get("/").text())
    check(client.get(URL, headers={{"content-language": "de"}}).text(), "de, ")
    client.dispose()
"""
ASYNC = """
from playwright.async_api import async_playwright

@pytest.fixture(scope="session")
def loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()

@pytest.fixture(scope="session")
def shared(loop):
    async def begin():
        playwright = await async_playwright().start()
        browser = await playwright.chromium.launch(**LAUNCH)
        return playwright, browser, await browser.new_page()

    playwright, browser, page = loop.run_until_complete(begin())
    yield page
    loop.run_until_complete(browser.close())
    loop.run_until_complete(playwright.stop())

async def ask(page):
    await page.goto(URL)
    return await page.inner_text("body")

def test_one(shared, loop):
    check(loop.run_until_complete(ask(shared)))

def test_two(shared, loop):
    check(loop.run_until_complete(ask(shared)))

def test_a_request(shared, loop):
    async def get():
        return await (await shared.request.get(URL)).text()

    check(loop.run_until_complete(get()))
"""


def _run(suite: Callable[..., Ran], text: str, url: str, seen: int, tests: int) -> Ran:
    whole = (COMMON + text + LAST).format(url=url, seen=seen, tests=tests)
    return suite(whole, "--pyramid-check-later")


def test_every_context_has_the_label_of_the_test_that_runs(suite: Callable[..., Ran], echo: str) -> None:
    ran = _run(suite, SYNC, echo, seen=9, tests=6)
    assert "7 passed" in ran.out, ran.out
    sent = {
        asker.name.partition("::")[2].partition("[")[0] for asker in ran.record.askers.values() if asker.sent
    }
    assert sent == {
        "test_a_page_of_its_own",
        "test_a_page_that_is_shared",
        "test_the_same_page_again",
        "test_headers_of_ones_own",
        "test_a_window_that_the_page_opens",
        "test_requests_without_a_page",
    }


def test_the_asynchronous_interface(suite: Callable[..., Ran], echo: str) -> None:
    ran = _run(suite, ASYNC.replace("{", "{{").replace("}", "}}"), echo, seen=3, tests=3)
    assert "4 passed" in ran.out, ran.out


def test_a_context_that_is_not_told_of_the_next_test(tmp_path: Path, echo: str) -> None:
    """The test above can fail: with this mistake in the recorder, a shared page keeps its first label."""
    mutant = tmp_path / "mutant"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "pyramid_recorder", mutant / "pyramid_recorder", ignore=ignored)
    file = mutant / "pyramid_recorder" / "testing" / "drivers" / "browsers.py"
    text = file.read_text("utf-8")
    assert text.count("        self._run.on_change(self.push)\n") == 1
    file.write_text(text.replace("        self._run.on_change(self.push)\n", ""), "utf-8")
    ran = _run(lambda *given: run_suite(tmp_path, *given, package=mutant), SYNC, echo, seen=9, tests=6)
    assert ran.status == 1 and "FAILED test_shop.py::test_last" in ran.out
