"""The version of the extractor, which is part of every key of the fact cache."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from pyramid.extract.languages import languages

_ROOM = Path(__file__).parent
_SHARED = (
    *(_ROOM / name for name in ("document.py", "facts_codec.py", "making.py", "nesting.py")),
    *sorted((_ROOM / "trees").rglob("*.py")),
    _ROOM.parent / "model" / "facts.py",
)


@cache
def extractor_version(language: str) -> str:
    """A digest of everything that decides the facts of a language's files.

    It covers the sources of the extractor itself, the model of the facts, and the versions of
    the parsers, so that nobody has to remember to bump a number.
    """
    package = languages()[language]
    folder = Path(str(import_module(f"{__package__}.languages.{language}").__file__)).parent
    digest = blake2b(digest_size=8)
    for source in (*_SHARED, *sorted(folder.rglob("*.py"))):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    for parser in _versions(package.PARSERS):
        digest.update(parser.encode())
    return digest.hexdigest()


def _versions(distributions: Iterable[str]) -> Iterable[str]:
    for name in distributions:
        yield f"{name}=={importlib.metadata.version(name)}\0"
