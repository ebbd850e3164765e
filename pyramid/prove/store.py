"""Proofs that were made, kept from one run to the next."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec

from pyramid.model.proof import FILE, Proof

_MOST = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    proofs: tuple[Proof, ...] = ()


def read_proofs(folder: Path) -> dict[str, Proof]:
    """The proofs kept in a folder, by function; none when there are none or the file is damaged."""
    try:
        with open(folder / FILE, "rb") as file:
            data = file.read(_MOST)
        kept = msgspec.json.decode(data, type=_Kept)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return {proof.function: proof for proof in kept.proofs}


def write_proofs(folder: Path, proofs: Iterable[Proof]) -> None:
    """Add proofs to those that are kept: a reader sees the old file or the new one.  Raises OSError."""
    known = {**read_proofs(folder), **{proof.function: proof for proof in proofs}}
    kept = _Kept(proofs=tuple(known[name] for name in sorted(known)))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix="proofs-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(kept))
        os.replace(temporary, folder / FILE)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def valid_proofs(proofs: Mapping[str, Proof], read: Callable[[str], bytes | None]) -> dict[str, Proof]:
    """The proofs of which no file has changed since; ``read`` gives the bytes of a file, None for none."""
    digests: dict[str, str] = {}

    def same(name: str, known: str) -> bool:
        if name not in digests:
            data = read(name)
            digests[name] = digest(data) if data is not None else ""
        return digests[name] == known

    return {
        name: proof
        for name, proof in proofs.items()
        if proof.files and all(same(*each) for each in proof.files.items())
    }


def digest(data: bytes) -> str:
    """16 hex digits of a file's content."""
    return blake2b(data, digest_size=8).hexdigest()
