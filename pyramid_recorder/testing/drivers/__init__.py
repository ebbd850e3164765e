"""The tools that send requests for a test, patched when they are imported: a module for each kind."""

from __future__ import annotations

from functools import partial

from pyramid_recorder.imports import when_imported
from pyramid_recorder.testing.drivers import browsers, clients, webdrivers
from pyramid_recorder.testing.hosts import Hosts
from pyramid_recorder.testing.run import Run

_DRIVERS = {
    "playwright.sync_api._generated": browsers.install,
    "playwright.async_api._generated": browsers.install,
    "selenium.webdriver.remote.webdriver": webdrivers.install,
    "requests.sessions": clients.install_requests,
    "httpx._client": clients.install_httpx,
}


def install(run: Run, hosts: Hosts) -> None:
    """Label what each of these tools sends, once it is imported."""
    for name, act in _DRIVERS.items():
        when_imported(name, partial(act, run=run, hosts=hosts))
