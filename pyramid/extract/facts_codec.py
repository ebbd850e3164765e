"""Outcomes to bytes and back: what crosses processes and lies in the fact cache.

One letter for the outcome, then MessagePack of the dataclass, deflated at the fastest level:
on large trees an eighth of the plain size.  The path is no part of the bytes, so that equal
files share an entry.  Nothing in the bytes is ever executed; the decoder checks every type.
"""

from __future__ import annotations

import zlib
from dataclasses import replace

import msgspec

from pyramid.model.facts import Extracted, Failed, FileFacts, Outcome, Skipped

_EXTRACTED, _SKIPPED, _FAILED = b"E", b"S", b"F"
#: Bytes of inflated facts that are accepted; far beyond those of any source file.
INFLATED_LIMIT = 512 * 1024 * 1024


class CorruptFacts(ValueError):
    """The bytes are not facts that this version has written."""


def encode(outcome: Outcome) -> bytes:
    """The bytes of an outcome, without its path.

    Raises RecursionError when the facts nest deeper than the interpreter allows.
    """
    if isinstance(outcome, Extracted):
        return _EXTRACTED + _deflate(replace(outcome.facts, path=""))
    tag = _SKIPPED if isinstance(outcome, Skipped) else _FAILED
    return tag + _deflate(replace(outcome, path=""))


def decode(data: bytes, path: str) -> Outcome:
    """The outcome in ``data``, for the file at ``path``.

    Raises CorruptFacts for anything that ``encode`` did not make.
    """
    tag, body = data[:1], data[1:]
    try:
        if tag == _EXTRACTED:
            return Extracted(facts=replace(_facts.decode(_inflate(body)), path=path))
        if tag == _FAILED:
            return replace(_failed.decode(_inflate(body)), path=path)
        if tag == _SKIPPED:
            return replace(_skipped.decode(_inflate(body)), path=path)
    except (msgspec.MsgspecError, zlib.error, RecursionError, MemoryError) as error:
        raise CorruptFacts(f"{type(error).__name__}: {error}") from error
    raise CorruptFacts(f"unknown kind of entry {tag!r}")


def _deflate(value: FileFacts | Skipped | Failed) -> bytes:
    return zlib.compress(_encoder.encode(value), 1)


def _inflate(body: bytes) -> bytes:
    inflater = zlib.decompressobj()
    plain = inflater.decompress(body, INFLATED_LIMIT)
    if not inflater.eof or inflater.unused_data:
        raise zlib.error("truncated, too large, or followed by something else")
    return plain


_encoder = msgspec.msgpack.Encoder()
_facts = msgspec.msgpack.Decoder(FileFacts)
_skipped = msgspec.msgpack.Decoder(Skipped)
_failed = msgspec.msgpack.Decoder(Failed)
