"""What runs for each file, in this process or in another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from pyramid.extract.facts_codec import encode
from pyramid.extract.languages import languages
from pyramid.extract.quiet import collector_paused
from pyramid.extract.stack import roomy
from pyramid.model.facts import Failed, Outcome, SourceFile

#: The path of a file, relative to the audited root → its bytes.  Must be picklable.
Reader = Callable[[str], bytes]

#: Outcomes that another run may not repeat: the machine decides them as much as the file.
_FLEETING = frozenset({"unreadable", "extractor-error", "too-deep"})


@dataclass(frozen=True, slots=True)
class Product:
    """The encoded outcome of one file; ``digest`` is empty when it must not be cached."""

    path: str
    digest: str
    data: bytes


def digest_of(source: bytes) -> str:
    """The digest that names a content in the fact cache."""
    return blake2b(source, digest_size=20).hexdigest()


def extract_chunk(files: Sequence[SourceFile], read: Reader) -> list[Product]:
    """The outcomes of some files, in their order; never raises for what a file holds."""
    products: list[Product] = []
    with collector_paused():
        roomy(lambda: products.extend(extract_one(file, read) for file in files))
    return products


def extract_one(file: SourceFile, read: Reader) -> Product:
    """Read, extract and encode one file."""
    try:
        source = read(file.path)
    except OSError as error:
        return _failed(file.path, "unreadable", error.strerror or str(error), "check its permissions")
    outcome = extract_source(file.path, source, file.language)
    try:
        data = encode(outcome)
    except RecursionError:
        reason = "the code nests too deeply to be passed on"
        return _failed(file.path, "too-deep", reason, "exclude the file if it is generated")
    fleeting = isinstance(outcome, Failed) and outcome.slug in _FLEETING
    return Product(file.path, "" if fleeting else digest_of(source), data)


def extract_source(path: str, source: bytes, language: str) -> Outcome:
    """The facts of a source text in a language that ``languages()`` names."""
    return languages()[language].extract(path, source)


def crashed(file: SourceFile) -> Product:
    """The outcome of a file that took its process down."""
    reason = "the parser ended its process while reading the file"
    return _failed(file.path, "extractor-error", reason, "exclude the file and report it, please")


def _failed(path: str, slug: str, reason: str, fix: str) -> Product:
    return Product(path, "", encode(Failed(path=path, slug=slug, reason=reason, fix=fix)))
