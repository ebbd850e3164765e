"""The facts of a whole tree, through the cache and over all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

from pyramid.extract.facts_codec import CorruptFacts, decode
from pyramid.extract.pool import extract_all
from pyramid.extract.quiet import collector_paused
from pyramid.extract.version import extractor_version
from pyramid.extract.worker import Product, Reader, digest_of, extract_one
from pyramid.model.facts import Extracted, FileFacts, Outcome, SourceFile

#: Called in this process with each file whose facts are there.
Progress = Callable[[SourceFile], None]


class FactCache(Protocol):
    """Where encoded facts outlive the run."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...

    def expect(self, keys: Sequence[str]) -> None:
        """These will be asked for; whoever is far away can bring them at once."""


@dataclass(frozen=True, slots=True)
class EncodedFacts:
    """The facts of one file, kept small until somebody wants them."""

    path: str
    data: bytes

    def decode(self) -> Outcome:
        """The outcome; raises CorruptFacts when the bytes came from a damaged cache."""
        with collector_paused():
            return decode(self.data, self.path)


class ExtractedTree:
    """The encoded facts of all files, by path; sorted, whatever order they came in."""

    def __init__(self, entries: Sequence[EncodedFacts], files: Sequence[SourceFile], read: Reader):
        self._entries = {entry.path: entry for entry in sorted(entries, key=lambda e: e.path)}
        self._files = {file.path: file for file in files}
        self._read = read

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths, sorted."""
        return tuple(self._entries)

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(len(entry.data) for entry in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, path: str) -> EncodedFacts:
        return self._entries[path]

    def outcome(self, path: str) -> Outcome:
        """The outcome of one file; damaged bytes from the cache are made anew."""
        try:
            return self._entries[path].decode()
        except CorruptFacts:
            again = extract_one(self._files[path], self._read)
            self._entries[path] = EncodedFacts(path, again.data)
            return self._entries[path].decode()

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes in the order of ``paths``, each decoded as it is asked for."""
        for path in self.paths:
            yield self.outcome(path)


def extract_files(
    files: Sequence[SourceFile],
    read: Reader,
    cache: FactCache | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    early: Callable[[EncodedFacts], None] | None = None,
) -> ExtractedTree:
    """The facts of ``files``, whose languages must be known to ``languages()``.

    ``read`` gives the bytes at a path; it and the files must be picklable, because they go to
    other processes.  What the cache holds is not extracted again; a run in which it holds
    everything starts no process.  ``early`` is given the facts of each file as they arrive, to work on
    them while other processes still read.
    """
    entries: list[EncodedFacts] = []
    by_path = {file.path: file for file in files}

    def done(path: str, data: bytes) -> None:
        entry = EncodedFacts(path, data)
        entries.append(entry)
        if early is not None:
            early(entry)
        if progress is not None:
            progress(by_path[path])

    missing = list(files) if cache is None else _from_cache(files, read, cache, done)
    for product in extract_all(missing, read, executor):
        if cache is not None and product.digest:
            cache.put(_key(product, by_path[product.path].language), product.data)
        done(product.path, product.data)
    return ExtractedTree(entries, files, read)


def cache_key(digest: str, language: str) -> str:
    """The name of a content's facts in the cache."""
    return f"{digest}-{language}-{extractor_version(language)}"


def cached_facts(cache: FactCache, digest: str, file: SourceFile) -> FileFacts | None:
    """The facts of a former content of a file, told by its digest; None when they are not there."""
    data = cache.get(cache_key(digest, file.language))
    try:
        outcome = EncodedFacts(file.path, data).decode() if data is not None else None
    except CorruptFacts:
        return None
    return outcome.facts if isinstance(outcome, Extracted) else None


def _from_cache(
    files: Sequence[SourceFile],
    read: Reader,
    cache: FactCache,
    done: Callable[[str, bytes], None],
) -> list[SourceFile]:
    """Report the files that the cache knows; returns the others."""
    missing = []
    keys = {file.path: _key_of(file, read) for file in files}
    cache.expect([key for key in keys.values() if key])
    for file in files:
        key = keys[file.path]
        data = cache.get(key) if key else None
        if data is None:
            missing.append(file)
        else:
            done(file.path, data)
    return missing


def _key_of(file: SourceFile, read: Reader) -> str:
    """The key of what a file holds now; nothing when it cannot be read."""
    try:
        return cache_key(file.digest or digest_of(read(file.path)), file.language)
    except OSError:
        return ""


def _key(product: Product, language: str) -> str:
    return cache_key(product.digest, language)
