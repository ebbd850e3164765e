"""Selenium: WebDriver BiDi where the session has it, Chromium's own protocol as the fallback."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from pyramid_recorder.imports import when_imported
from pyramid_recorder.labels import token_in
from pyramid_recorder.testing.hosts import Hosts, origin
from pyramid_recorder.testing.run import HEADER, Run, beside

_BIDI = "selenium.webdriver.common.bidi.network"
_CDP, _CDP_HEADERS = "executeCdpCommand", "Network.setExtraHTTPHeaders"
_OPENS, _SWITCHES = frozenset(("get", "newWindow")), frozenset(("newWindow", "switchToWindow"))
#: Commands that have a page loaded.
_LOADS = frozenset(("get", "refresh", "goBack", "goForward"))


def install(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label every driver, and all of them again when another test begins."""
    Drivers(module, run, hosts).install()


class Drivers:
    """The live drivers, each with the headers that its user has set.

    With BiDi the label holds for the whole browser.  Without it a header holds for one tab: it is
    set again for each that is switched to, and a window that the page opens is not labelled
    before that.
    """

    def __init__(self, module: ModuleType, run: Run, hosts: Hosts) -> None:
        self._module = module
        self._run = run
        self._hosts = hosts
        self._headers: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
        self._addresses: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
        self._without_bidi: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
        self._execute = module.WebDriver.execute

    def install(self) -> None:
        """Patch the remote driver, which every browser's driver derives from."""
        drivers, driver_type = self, self._module.WebDriver
        begin, execute = driver_type.__init__, self._execute

        def started(self: Any, *args: Any, **options: Any) -> None:
            begin(self, *args, **options)
            drivers._started(self)

        def executed(self: Any, driver_command: str, params: dict[str, Any] | None = None) -> Any:
            given = drivers._before(self, driver_command, params)
            result = execute(self, driver_command, given)
            drivers._after(self, driver_command, params or {})
            return result

        driver_type.__init__, driver_type.execute = started, executed
        when_imported(_BIDI, self._watch)
        self._run.on_change(self._push_all)

    def _started(self, driver: Any) -> None:
        self._headers[driver] = {}
        self._push(driver)
        with suppress(Exception):  # where BiDi cannot tell what was answered, commands do
            if self._has_bidi(driver):
                driver.network.add_event_handler("response_completed", self._answered)

    def _before(self, driver: Any, command: str, given: dict[str, Any] | None) -> dict[str, Any] | None:
        if driver not in self._headers:
            return given
        if command == "quit":
            self._headers.pop(driver)
        elif command in _OPENS and not self._has_bidi(driver):
            self._push(driver)
        elif command == _CDP and given and given.get("cmd") == _CDP_HEADERS:
            self._headers[driver] = dict(given["params"].get("headers", {}))
            return {**given, "params": {**given["params"], "headers": self._labelled(driver)}}
        return given

    def _after(self, driver: Any, command: str, given: dict[str, Any]) -> None:
        if command == "get":
            self._addresses[driver] = str(given.get("url", ""))
        if command in _LOADS and self._hosts.allow(self._addresses.get(driver, "")):
            self._run.sent(self._run.token, origin(self._addresses[driver]))
        if command in _SWITCHES and driver in self._headers and not self._has_bidi(driver):
            self._push(driver)

    def _answered(self, event: Any) -> None:
        """The browser tells of every response, also of those that came after the test."""
        request = event.request if hasattr(event, "request") else event["request"]
        if self._hosts.allow(request["url"]):
            names = {each["name"].lower(): str(each["value"].get("value")) for each in request["headers"]}
            self._run.sent(token_in(names.get(HEADER.lower(), "")), origin(request["url"]))

    def _has_bidi(self, driver: Any) -> bool:
        return "webSocketUrl" in driver.capabilities and driver not in self._without_bidi

    def _push_all(self) -> None:
        for driver in list(self._headers):
            self._push(driver)

    def _push(self, driver: Any) -> None:
        """A browser that is gone or knows neither protocol keeps its label: the check at the end tells."""
        headers = self._labelled(driver)
        if self._has_bidi(driver):
            try:
                network = driver.network  # connects
                if hasattr(network, "set_extra_headers"):
                    network.set_extra_headers(headers=_as_bidi(headers))
                else:  # Selenium is older than the command
                    driver._websocket_connection.execute(_setting(headers))
                return
            except Exception:  # a browser without it
                self._without_bidi[driver] = True
        with suppress(Exception):
            for cmd, given in (("Network.enable", {}), (_CDP_HEADERS, {"headers": headers})):
                self._execute(driver, _CDP, {"cmd": cmd, "params": given})

    def _labelled(self, driver: Any) -> dict[str, str]:
        own = self._headers.get(driver, {})
        kept = {name: value for name, value in own.items() if name.lower() != HEADER.lower()}
        value = self._run.value(beside(own))
        return {**kept, **({HEADER: value} if value else {})}

    def _watch(self, module: ModuleType) -> None:
        """Headers that the user sets for the whole browser stay, with the label beside them."""
        method = getattr(module.Network, "set_extra_headers", None)
        if method is None:
            return

        def labelled(network: Any, headers: Any = None, *places: Any, **more: Any) -> Any:
            owners = [each for each in self._headers if getattr(each, "_network", None) is network]
            if owners and headers is not None and not any((*places, *more.values())):
                own = {each["name"]: str(each["value"]["value"]) for each in headers}
                if not any(map(token_in, own.values())):
                    self._headers[owners[0]] = own
                    headers = _as_bidi(self._labelled(owners[0]))
            return method(network, headers, *places, **more)

        module.Network.set_extra_headers = labelled


def _setting(headers: dict[str, str]) -> Generator[dict[str, Any], Any, Any]:
    """The command, as Selenium's connection takes one."""
    result = yield {"method": "network.setExtraHeaders", "params": {"headers": _as_bidi(headers)}}
    return result


def _as_bidi(headers: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "value": {"type": "string", "value": value}} for name, value in headers.items()]
