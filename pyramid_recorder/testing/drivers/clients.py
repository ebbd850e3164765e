"""HTTP clients: requests and httpx."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from pyramid_recorder.labels import token_in
from pyramid_recorder.testing.hosts import Hosts, origin
from pyramid_recorder.testing.run import HEADER, Run


def install_requests(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label what every session sends; a redirect is sent by the same function."""
    send = module.Session.send

    def labelled(self: Any, request: Any, **options: Any) -> Any:
        token = _label(request, run, hosts)
        response = send(self, request, **options)
        run.sent(token, origin(str(request.url)))
        return response

    module.Session.send = labelled


def install_httpx(module: ModuleType, run: Run, hosts: Hosts) -> None:
    """Label what clients of both kinds send, test clients that derive from them included."""
    send, asend = module.Client.send, module.AsyncClient.send

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
        if isinstance(transport, (module.HTTPTransport, module.AsyncHTTPTransport)):
            run.sent(token, origin(str(request.url)))  # not in process, and not a mock

    module.Client.send, module.AsyncClient.send = labelled, alabelled


def _label(request: Any, run: Run, hosts: Hosts) -> str:
    """The token that the request now carries, "" for none."""
    if not run.token or not hosts.allow(str(request.url)):
        return ""
    given = str(request.headers.get(HEADER, ""))
    if not token_in(given):
        request.headers[HEADER] = run.value(given)
    return token_in(request.headers[HEADER])
