"""The hosts that exist are the modules of a folder; the environment says which one we are on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pyramid.bot.host import Host
from pyramid.model.errors import PyramidError

_SIGNS = ("ACTIONS", "CI")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BotError(PyramidError):
    """The bot cannot begin."""


def host_names() -> tuple[str, ...]:
    """Every host by name, sorted, without importing one."""
    place = Path(__file__).with_name("hosts")
    return tuple(sorted(found.name for found in pkgutil.iter_modules([str(place)])))


def connect(name: str, repository: str, environment: Mapping[str, str]) -> tuple[Host, str]:
    """The repository on a host, and the token in use, which must be kept out of every message.

    Empty ``name`` and ``repository`` are read from the environment, as the token always is.
    Raises BotError when something is missing.
    """
    chosen = name or _surrounding(environment)
    if chosen not in host_names():
        fix = f"Say which it is: --host {' or '.join(host_names())}."
        raise BotError("unknown-host", f"no code host {chosen!r} is known", fix)
    module = _module(chosen)
    token = next((environment[key] for key in module.TOKENS if environment.get(key)), "")
    if not token:
        fix = f"Set {module.TOKENS[0]} for this step only; its permissions are in the how-to page."
        raise BotError("no-token", f"{' and '.join(module.TOKENS)} are not set", fix)
    where = repository or environment.get(module.REPOSITORY, "")
    if not where:
        raise BotError("no-repository", "the repository is not known", f"Set {module.REPOSITORY}.")
    address = environment.get(module.ADDRESS) or module.DEFAULT_ADDRESS
    _refuse_insecure(address, module.ADDRESS)
    found: Host = module.connect(address, where, token)
    return found, token


def _surrounding(environment: Mapping[str, str]) -> str:
    """The host whose pipelines set their variable."""
    signs = {name: [f"{name.upper()}_{part}" for part in _SIGNS] for name in host_names()}
    return next((name for name, known in signs.items() if any(map(environment.get, known))), "")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(f"pyramid.bot.hosts.{name}")
    except ModuleNotFoundError as error:
        fix = 'Install it with its extra: pip install "pyramid-audit[bot]".'
        raise BotError("no-client", f"the client library {error.name} is not installed", fix) from None


def _refuse_insecure(address: str, variable: str) -> None:
    """A token must not cross a network in the open."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise BotError("insecure-address", f"{variable} is no https address", "Give the https address.")
    if parts.username or parts.password:
        raise BotError("insecure-address", f"{variable} holds a password", "Leave it out of the address.")
