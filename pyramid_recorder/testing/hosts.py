"""Which hosts a client of the tests tells its label."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

_LOCAL = ("localhost", "test", "local", "internal", "localdomain")


class Hosts:
    """This machine, private networks and names without a dot (other containers); others by name."""

    def __init__(self, more: Sequence[str] = ()) -> None:
        self._more = frozenset(name.lower() for name in more)

    def allow(self, url: str) -> bool:
        """Whether a request to ``url`` may carry a label."""
        host = (urlsplit(url).hostname or "").lower()
        if not host or host in self._more:
            return bool(host)
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return "." not in host or host.rpartition(".")[2] in _LOCAL
        return address.is_loopback or address.is_private


def origin(url: str) -> str:
    """Scheme, host and port; "" for what is not sent over a network."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https", "ws", "wss") else ""
