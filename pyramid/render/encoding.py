"""JSON text: readable, byte-stable, and never failing on a name that is no UTF-8."""

from __future__ import annotations

import re
from typing import Any

import msgspec

#: What JSON allows as it is and a terminal may obey: C1 controls, separators, direction marks.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
#: The key of a field whose name dodges a keyword; a quote inside a text is never bare.
_DODGED = re.compile(rb'"([a-z]+)_":')
_sorted = msgspec.json.Encoder(order="deterministic")


def public(value: Any) -> Any:
    """Keys as printed: a field whose name had to dodge a keyword loses its underscore."""
    if isinstance(value, dict):
        return {key.rstrip("_"): public(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [public(part) for part in value]
    return value


def encode_model(value: Any) -> str:
    """A value of the model as JSON, with its public keys; maps sorted by key."""
    try:
        encoded = _DODGED.sub(rb'"\1":', _sorted.encode(value))
    except UnicodeEncodeError:
        return encode(public(msgspec.to_builtins(value, order="deterministic")))
    return _indented(encoded)


def encode(value: Any) -> str:
    """Indented JSON with a final newline."""
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_spelled(value))
    return _indented(encoded)


def _indented(encoded: bytes) -> str:
    text = msgspec.json.format(encoded, indent=2).decode("utf-8") + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _spelled(value: Any) -> Any:
    """Names that are no UTF-8 reach us with lone surrogates, which JSON cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_spelled(key): _spelled(part) for key, part in value.items()}
    return [_spelled(part) for part in value] if isinstance(value, list) else value
