"""Playwright's browsers and its own HTTP client, in the synchronous and the asynchronous interface."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from pyramid_recorder.labels import token_in
from pyramid_recorder.testing.hosts import Hosts, origin
from pyramid_recorder.testing.run import HEADER, Run, beside

_VERBS = ("fetch", "get", "post", "put", "patch", "delete", "head")
_Change = Callable[[Any, dict[str, Any]], None]


def install(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label every context that is opened, and all of them again when another test begins."""
    Contexts(module, run, hosts).install()


class Contexts:
    """The live browser contexts of one interface, each with the headers that its user has set."""

    def __init__(self, module: ModuleType, run: Run, hosts: Hosts) -> None:
        self._module = module
        self._run = run
        self._hosts = hosts
        self._headers: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
        self._set = module.BrowserContext.set_extra_http_headers

    def install(self) -> None:
        """Patch the interface."""
        module = self._module
        _wrap(module.Browser, "new_context", self._extra, lambda made, given: self._opened(made, given))
        _wrap(module.Browser, "new_page", self._extra, lambda made, given: self._opened(made.context, given))
        _wrap(module.BrowserType, "launch_persistent_context", self._extra, self._opened)
        _wrap(module.BrowserType, "connect_over_cdp", None, self._connected)
        _wrap(module.BrowserContext, "set_extra_http_headers", self._changed, None)
        for verb in _VERBS:
            _wrap(module.APIRequestContext, verb, self._asked, self._fetched)
        self._run.on_change(self.push)

    def push(self) -> None:
        """Give every context the current label; one that is closed has no use for it."""
        for context in list(self._headers):
            with suppress(Exception):
                self._finish(context, self._set(context, self._labelled(self._headers[context])))

    def _extra(self, owner: Any, given: dict[str, Any]) -> None:
        given["extra_http_headers"] = self._labelled(given.get("extra_http_headers") or {})

    def _changed(self, context: Any, given: dict[str, Any]) -> None:
        self._headers[context] = dict(given["headers"])
        given["headers"] = self._labelled(given["headers"])

    def _asked(self, client: Any, given: dict[str, Any]) -> None:
        url = given.get("url_or_request", given.get("url", ""))
        relative = isinstance(url, str) and "://" not in url
        if relative or (isinstance(url, str) and self._hosts.allow(url)):
            given["headers"] = self._labelled(given.get("headers") or {})

    def _fetched(self, response: Any, given: dict[str, Any]) -> None:
        value = (given.get("headers") or {}).get(HEADER, "")
        self._run.sent(token_in(value), origin(response.url))

    def _opened(self, context: Any, given: dict[str, Any]) -> None:
        extra = given["extra_http_headers"]
        own = {name: value for name, value in extra.items() if not token_in(str(value))}
        given_by_user = beside(extra)
        self._headers[context] = {**own, **({HEADER: given_by_user} if given_by_user else {})}
        context.on("response", self._answered)

    def _connected(self, browser: Any, given: dict[str, Any]) -> None:
        for context in browser.contexts:
            self._headers[context] = {}
            context.on("response", self._answered)
        self.push()

    def _answered(self, response: Any) -> None:
        request = response.request
        place = origin(request.url)
        if place and self._hosts.allow(request.url) and not response.from_service_worker:
            self._run.sent(token_in(request.headers.get(HEADER.lower(), "")), place)

    def _labelled(self, headers: dict[str, str]) -> dict[str, str]:
        own = {name: value for name, value in headers.items() if name.lower() != HEADER.lower()}
        value = self._run.value(beside(headers))
        return {**own, **({HEADER: value} if value else {})}

    @staticmethod
    def _finish(context: Any, pending: Any) -> None:
        """An asynchronous call is run to its end on the loop of the context, which waits between tests."""
        if not inspect.isawaitable(pending):
            return
        loop = context._impl_obj._loop
        if loop.is_running() or loop.is_closed():
            pending.close()  # type: ignore[attr-defined]
        else:
            loop.run_until_complete(pending)


def _wrap(
    owner: type, name: str, before: _Change | None, after: Callable[[Any, dict[str, Any]], None] | None
) -> None:
    """Have ``before`` change the arguments of a method, and ``after`` see what it made."""
    method = getattr(owner, name, None)
    if method is None:
        return
    signature = inspect.signature(method)

    def arguments(self: Any, args: Any, options: Any) -> dict[str, Any]:
        given = dict(signature.bind(self, *args, **options).arguments)
        given.pop("self")
        if before is not None:
            before(self, given)
        return given

    def made(result: Any, given: dict[str, Any]) -> Any:
        if after is not None:
            after(result, given)
        return result

    def call(self: Any, *args: Any, **options: Any) -> Any:
        given = arguments(self, args, options)
        return made(method(self, **given), given)

    async def acall(self: Any, *args: Any, **options: Any) -> Any:
        given = arguments(self, args, options)
        return made(await method(self, **given), given)

    setattr(owner, name, acall if inspect.iscoroutinefunction(method) else call)
