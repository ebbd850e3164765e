from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from shop.permissions import Role
from shop.seed import EMAILS, PASSWORD

from .live import LiveShop, serve
from .pages.account import LoginPage

BROWSER_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("No Chromium found: install it, or set CHROMIUM to its path.")
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": BROWSER_ARGUMENTS,
    }


@pytest.fixture
def live_shop(app: Flask) -> Iterator[LiveShop]:
    with serve(app) as live_shop:
        yield live_shop


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], live_shop: LiveShop
) -> dict[str, Any]:
    return browser_context_args | {"base_url": live_shop.url}


@pytest.fixture
def login(page: Page) -> Callable[[Role], None]:
    def log_in_as(role: Role) -> None:
        LoginPage(page).open().log_in(EMAILS[role], PASSWORD)

    return log_in_as
