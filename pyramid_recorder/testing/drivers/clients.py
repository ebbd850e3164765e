"""HTTP clients: requests and httpx.

A request that a stand-in answers, as tests put them in the place of services, was not sent to anybody.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from pyramid_recorder.imports import when_imported
from pyramid_recorder.labels import token_in
from pyramid_recorder.testing.hosts import Hosts, origin
from pyramid_recorder.testing.run import HEADER, Run

_CORE = "httpcore"


def install_requests(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label what every session sends; a redirect is sent by the same function."""
    send, adapter = module.Session.send, module.HTTPAdapter
    connect = adapter.send

    def labelled(self: Any, request: Any, **options: Any) -> Any:
        token = _label(request, run, hosts)
        is_real = isinstance(self.get_adapter(request.url), adapter) and adapter.send is connect
        response = send(self, request, **options)
        if is_real:
            run.sent(token, origin(str(request.url)))
        return response

    module.Session.send = labelled


def install_httpx(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label what clients of both kinds send, test clients that derive from them included."""
    send, asend = module.Client.send, module.AsyncClient.send
    ways = _ways_out(module.HTTPTransport, module.AsyncHTTPTransport)
    when_imported(_CORE, lambda core: ways.update(_ways_out(core.ConnectionPool, core.AsyncConnectionPool)))

    def labelled(self: Any, request: Any, **options: Any) -> Any:
        token = _label(request, run, hosts)
        response = send(self, request, **options)
        _answered(self, request, token)
        return response

    async def alabelled(self: Any, request: Any, **options: Any) -> Any:
        token = _label(request, run, hosts)
        response = await asend(self, request, **options)
        _answered(self, request, token)
        return response

    def _answered(client: Any, request: Any, token: str) -> None:
        transport = client._transport_for_url(request.url)
        is_network = isinstance(transport, (module.HTTPTransport, module.AsyncHTTPTransport))
        if is_network and all(getattr(*way) is method for way, method in ways.items()):
            run.sent(token, origin(str(request.url)))

    module.Client.send, module.AsyncClient.send = labelled, alabelled


def _ways_out(*owners: type) -> dict[tuple[type, str], Any]:
    """What a request passes on its way; a stand-in takes the place of one of them."""
    names = ("handle_request", "handle_async_request")
    return {(owner, name): getattr(owner, name) for owner in owners for name in names if hasattr(owner, name)}


def _label(request: Any, run: Run, hosts: Hosts) -> str:
    """The token that the request now carries, "" for none."""
    if not run.token or not hosts.allow(str(request.url)):
        return ""
    given = str(request.headers.get(HEADER, ""))
    if not token_in(given):
        request.headers[HEADER] = run.value(given)
    return token_in(request.headers[HEADER])
