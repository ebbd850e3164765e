"""Selenium drives a real browser: its requests carry the label of the test that is running."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .suites import Ran

SUITE = """
import json, os, shutil
import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

URL, BIDI = "{url}", {bidi}
SEEN = []

@pytest.fixture(scope="session")
def driver():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium")
    for switch in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(switch)
    options.enable_bidi = BIDI
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    assert bool(driver.capabilities.get("webSocketUrl")) == BIDI
    yield driver
    driver.quit()

def check(driver):
    value = json.loads(driver.find_element("tag name", "body").text)["content-language"]
    assert value.startswith("x-pyr-"), value
    SEEN.append(value)

def test_a_page(driver):
    driver.get(URL)
    check(driver)

def test_what_a_script_asks_for(driver):
    # the page of the test before, which does not navigate
    text = driver.execute_async_script("fetch('/').then(a => a.text()).then(arguments[0])")
    SEEN.append(json.loads(text)["content-language"])

def test_a_new_tab(driver):
    driver.switch_to.new_window("tab")
    driver.get(URL)
    check(driver)

def test_a_tab_of_before(driver):
    driver.switch_to.window(driver.window_handles[0])
    driver.refresh()
    check(driver)

def test_a_window_that_the_page_opens(driver):
    before = set(driver.window_handles)
    driver.execute_script("window.open('/')")
    WebDriverWait(driver, 30).until(lambda driver: len(driver.window_handles) > len(before))
    driver.switch_to.window((set(driver.window_handles) - before).pop())
    if not BIDI:
        driver.refresh()  # the first request of such a window has no label yet
    check(driver)

def test_headers_of_ones_own(driver):
    if BIDI:
        own = [("x-own", "1"), ("Content-Language", "de")]
        headers = [dict(name=name, value=dict(type="string", value=value)) for name, value in own]
        driver.network.set_extra_headers(headers=headers)
    else:
        headers = {"x-own": "1", "Content-Language": "de"}
        driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": headers})
    driver.get(URL)
    headers = json.loads(driver.find_element("tag name", "body").text)
    assert headers["x-own"] == "1" and headers["content-language"].startswith("de, x-pyr-")
    SEEN.append(headers["content-language"])

def test_own_headers_stay(driver):
    driver.get(URL)
    headers = json.loads(driver.find_element("tag name", "body").text)
    assert headers["x-own"] == "1" and headers["content-language"].startswith("de, x-pyr-")
    SEEN.append(headers["content-language"])

def test_last():
    assert len(set(SEEN)) == 7, SEEN
"""
TESTS = {
    "test_a_page",
    "test_what_a_script_asks_for",
    "test_a_new_tab",
    "test_a_tab_of_before",
    "test_a_window_that_the_page_opens",
    "test_headers_of_ones_own",
    "test_own_headers_stay",
}


@pytest.mark.parametrize("bidi", [True, False], ids=["bidi", "cdp"])
def test_every_page_has_the_label_of_the_test_that_runs(
    bidi: bool, suite: Callable[..., Ran], echo: str
) -> None:
    ran = suite(SUITE.replace("{url}", echo).replace("{bidi}", str(bidi)), "--pyramid-check-later")
    assert "8 passed" in ran.out, ran.out
    sent = {asker.name.partition("::")[2] for asker in ran.record.askers.values() if asker.sent}
    assert sent == (TESTS if bidi else TESTS - {"test_what_a_script_asks_for"})
