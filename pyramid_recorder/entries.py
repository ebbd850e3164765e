"""Where a request enters the application, whatever the framework, and which token it brings.

A callable whose last parameter is ``start_response`` answers WSGI, one whose last three are
``scope, receive, send`` answers ASGI.  Servers with an interface of their own are listed in OWN.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any, NamedTuple

from pyramid_recorder.agent import Agent
from pyramid_recorder.labels import PREFIX, Label, token_in

_STASH = "pyramid_recorder.label"
_CARRIERS = ("content-language", "baggage", "cookie")
_TRACING = "opentelemetry"


class Entry(NamedTuple):
    """How a request is found in a call: the parameter at ``position``, read as ``kind`` says.

    ``kind`` is ``wsgi``, ``asgi``, ``headers`` (an object with ``headers``) or ``request`` (an
    object whose ``request`` has ``headers``).
    """

    kind: str
    position: int


#: End of the file's path, name of the function → its request.
OWN: Mapping[tuple[str, str], Entry] = {
    ("aiohttp/web_app.py", "_handle"): Entry("headers", 1),
    ("tornado/web.py", "_execute"): Entry("request", 0),
}


def entry_by_names(names: Sequence[str]) -> Entry | None:
    """The entry that a callable with these positional parameters is."""
    if len(names) >= 2 and names[-1] == "start_response":
        return Entry("wsgi", len(names) - 2)
    if len(names) >= 3 and tuple(names[-3:]) == ("scope", "receive", "send"):
        return Entry("asgi", len(names) - 3)
    return None


def entry_of(code: CodeType) -> Entry | None:
    """The entry that a function is, None for nearly all."""
    return own_entry(code.co_filename, code.co_name) or entry_by_names(code.co_varnames[: code.co_argcount])


def own_entry(filename: str, name: str) -> Entry | None:
    """The entry of a server with an interface of its own."""
    for (end, function), entry in OWN.items():
        if name == function and filename.replace("\\", "/").endswith(end):
            return entry
    return None


class Receiver:
    """Reads the token of each request and makes its label the current one."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._readers: Mapping[str, Callable[[Any], Label | None]] = {
            "wsgi": self._wsgi,
            "asgi": self._asgi,
            "headers": self._headers,
            "request": lambda handler: self._headers(handler.request),
        }

    def receive(self, kind: str, request: Any) -> None:
        """Called as the first thing of an entry.  A request that cannot be read changes nothing."""
        try:
            label = self._readers[kind](request)
        except Exception as error:  # whatever it is, the application must go on
            self._agent.failed(f"a request could not be read: {error!r}")
            return
        if label is not None:
            self._agent.enter(label)

    def _wsgi(self, environ: Any) -> Label | None:
        if not isinstance(environ, dict):
            return None
        label = environ.get(_STASH)
        if not isinstance(label, Label):
            texts = [environ.get(f"HTTP_{name.upper().replace('-', '_')}") for name in _CARRIERS]
            token = _first_token(texts)
            label = environ[_STASH] = self._agent.asked(token, str(environ.get("HTTP_HOST", "")))
            if token and _is_traced():
                environ["HTTP_BAGGAGE"] = _with_token(texts[1] or "", token)
        return label

    def _asgi(self, scope: Any) -> Label | None:
        if not isinstance(scope, dict):
            return None
        label = scope.get(_STASH)
        if not isinstance(label, Label):
            headers = {
                bytes(name).lower().decode("latin-1"): value for name, value in scope.get("headers") or ()
            }
            texts = [headers.get(name, b"").decode("latin-1") for name in _CARRIERS]
            token = _first_token(texts)
            label = self._agent.asked(token, headers.get("host", b"").decode("latin-1"))
            scope[_STASH] = label
            if token and _is_traced():
                others = [pair for pair in scope["headers"] if bytes(pair[0]).lower() != b"baggage"]
                scope["headers"] = [*others, (b"baggage", _with_token(texts[1], token).encode("latin-1"))]
        return label

    def _headers(self, request: Any) -> Label | None:
        headers = request.headers
        token = _first_token([headers.get(name) for name in _CARRIERS])
        return self._agent.asked(token, str(headers.get("host", "")))


def _first_token(texts: Sequence[Any]) -> str:
    return next((token for text in texts if text and (token := token_in(str(text)))), "")


def _is_traced() -> bool:
    """Whether a tracer is there to pass baggage on to further services."""
    return _TRACING in sys.modules


def _with_token(baggage: str, token: str) -> str:
    return baggage if token_in(baggage) else ",".join(filter(None, (baggage, f"test.id={PREFIX}{token}")))
