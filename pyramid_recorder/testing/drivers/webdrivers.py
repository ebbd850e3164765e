"""Selenium: WebDriver BiDi where the session has it, Chromium's own protocol as the fallback."""

from __future__ import annotations

from contextlib import suppress
from types import ModuleType
from typing import Any
from weakref import WeakSet

from pyramid_recorder.testing.hosts import Hosts, origin
from pyramid_recorder.testing.run import HEADER, Run


def install(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label every driver, and all of them again when another test begins.

    Without BiDi the header holds for one tab: it is set again for each that is switched to, and
    a window that the page opens is not labelled before that.
    """
    drivers: WeakSet[Any] = WeakSet()
    driver_type = module.WebDriver
    begin, get, quit_ = driver_type.start_session, driver_type.get, driver_type.quit

    def started(self: Any, *args: Any, **options: Any) -> Any:
        begin(self, *args, **options)
        drivers.add(self)
        _push(self, run)

    def visited(self: Any, url: str) -> None:
        if "webSocketUrl" not in self.capabilities:
            _push(self, run)
        get(self, url)
        if hosts.allow(url):
            run.sent(run.token, origin(url))

    def left(self: Any) -> None:
        drivers.discard(self)
        quit_(self)

    driver_type.start_session, driver_type.get, driver_type.quit = started, visited, left
    window = module.SwitchTo.window

    def switched(self: Any, name: str) -> None:
        window(self, name)
        _push(self._driver, run)

    module.SwitchTo.window = switched

    def push() -> None:
        for driver in list(drivers):
            _push(driver, run)

    run.on_change(push)


def _push(driver: Any, run: Run) -> None:
    """A browser that is gone or knows neither protocol keeps its label: the check at the end tells."""
    with suppress(Exception):
        if "webSocketUrl" in driver.capabilities:
            value = {"type": "string", "value": run.value()}
            headers = [{"name": HEADER, "value": value}] if run.token else []
            driver.network.set_extra_headers(headers=headers)
        else:
            driver.execute_cdp_cmd("Network.enable", {})
            headers_by_name = {HEADER: run.value()} if run.token else {}
            driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": headers_by_name})
