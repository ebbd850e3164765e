from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pyramid.extract import EarlyDecoder, EncodedFacts, ExtractedTree, decode_tree, extract_files, pool
from pyramid.model.facts import Extracted, Failed, SourceFile

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Disk:
    """Reads below a folder, as the workspace does."""

    root: str

    def __call__(self, path: str) -> bytes:
        return Path(self.root, path).read_bytes()


class Memory(dict[str, bytes]):
    """A fact cache that counts what it is told."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value

    def expect(self, keys) -> None:
        assert all(keys)


class Deadly(Disk):
    """Ends the process that reads the one file."""

    def __call__(self, path: str) -> bytes:
        if path == "deadly.py":
            os._exit(11)
        return super().__call__(path)


def _sources(root: Path) -> tuple[SourceFile, ...]:
    paths = sorted(path for path in root.rglob("*.py"))
    return tuple(
        SourceFile(path=path.relative_to(root).as_posix(), size=path.stat().st_size, language="python")
        for path in paths
    )


def _bytes(tree: ExtractedTree) -> dict[str, bytes]:
    return {path: tree[path].data for path in tree.paths}


@pytest.fixture
def shop(tmp_path: Path) -> Callable[..., tuple[tuple[SourceFile, ...], Disk]]:
    def write(**texts: str) -> tuple[tuple[SourceFile, ...], Disk]:
        for name, text in texts.items():
            (tmp_path / f"{name}.py").write_text(text)
        return _sources(tmp_path), Disk(str(tmp_path))

    return write


def test_every_executor_gives_the_same_bytes() -> None:
    files, read = _sources(_HERE), Disk(str(_HERE))
    alone = _bytes(extract_files(files, read))
    assert list(alone) == sorted(file.path for file in files)
    with pool.process_pool(2) as processes:
        assert _bytes(extract_files(files[::-1], read, executor=processes)) == alone
    with ThreadPoolExecutor(3) as threads:
        assert _bytes(extract_files(files, read, executor=threads)) == alone


def test_many_bytes_start_a_pool_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    def counting(workers: int) -> ProcessPoolExecutor:
        started.append(workers)
        return ProcessPoolExecutor(1)

    files, read = _sources(_HERE), Disk(str(_HERE))
    alone = _bytes(extract_files(files, read))
    assert not started
    monkeypatch.setattr(pool, "process_pool", counting)
    monkeypatch.setattr(pool, "_cores", lambda: 2)
    monkeypatch.setattr(pool, "ALONE_BYTES", 0)
    assert _bytes(extract_files(files, read)) == alone
    assert len(started) == 1


def test_a_warm_run_extracts_nothing(shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]],
                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    files, read = shop(a="x = 1", b="y = (")
    cache = Memory()
    cold = _bytes(extract_files(files, read, cache))
    assert len(cache) == 2
    monkeypatch.setattr("pyramid.extract.pool.extract_chunk", None)
    assert _bytes(extract_files(files, read, cache)) == cold


def test_a_known_digest_saves_the_reading(shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]]) -> None:
    files, read = shop(a="x = 1")
    cache = Memory()
    extract_files(files, read, cache)
    digest = next(iter(cache)).partition("-")[0]
    known = tuple(replace(file, digest=digest) for file in files)
    tree = extract_files(known, Disk("/nowhere"), cache)
    assert isinstance(tree.outcome("a.py"), Extracted)


def test_equal_files_share_an_entry_and_keep_their_paths(
    shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]],
) -> None:
    files, read = shop(a="x = 1", b="x = 1")
    cache = Memory()
    extract_files(files, read, cache)
    assert len(cache) == 1
    outcomes = list(extract_files(files, read, cache).outcomes())
    assert [o.facts.path for o in outcomes if isinstance(o, Extracted)] == ["a.py", "b.py"]


@pytest.mark.parametrize("damage", [b"", b"E", b"Egarbage", b"Zzz"])
def test_damaged_entries_are_made_anew(
    shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]], damage: bytes
) -> None:
    files, read = shop(a="x = 1")
    cache = Memory()
    good = extract_files(files, read, cache).outcome("a.py")
    cache.update(dict.fromkeys(cache, damage))
    assert extract_files(files, read, cache).outcome("a.py") == good


def test_a_file_that_ends_its_process_costs_only_itself(
    shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]],
) -> None:
    files, read = shop(a="x = 1", b="y = 2", deadly="", z="w = 3")
    with pool.process_pool(1) as processes:
        tree = extract_files(files, Deadly(read.root), executor=processes)
    outcomes = {path: tree.outcome(path) for path in tree.paths}
    failed = outcomes.pop("deadly.py")
    assert isinstance(failed, Failed) and failed.slug == "extractor-error"
    assert len(outcomes) == 3 and all(isinstance(o, Extracted) for o in outcomes.values())


def test_what_cannot_be_read_is_said_and_not_cached(
    shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]],
) -> None:
    files, read = shop(a="x = 1", gone="x = 2")
    Path(read.root, "gone.py").unlink()
    cache = Memory()
    outcome = extract_files(files, read, cache).outcome("gone.py")
    assert isinstance(outcome, Failed) and outcome.slug == "unreadable"
    assert len(cache) == 1


def test_progress_names_every_file_once(shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]]) -> None:
    files, read = shop(a="x = 1", b="y = 2")
    cache, seen = Memory(), []
    extract_files(files[:1], read, cache)
    extract_files(files, read, cache, progress=lambda file: seen.append(file.path))
    assert sorted(seen) == ["a.py", "b.py"]


def test_depth_at_the_limit_survives_the_journey(
    shop: Callable[..., tuple[tuple[SourceFile, ...], Disk]],
) -> None:
    files, read = shop(deep="x" + ".y()" * 149, deeper="x" + ".y()" * 160)
    cache = Memory()
    tree = extract_files(files, read, cache)
    assert isinstance(tree.outcome("deep.py"), Extracted)
    failed = tree.outcome("deeper.py")
    assert isinstance(failed, Failed) and failed.slug == "too-deep"
    assert len(cache) == 1  # another interpreter may have more room


def test_facts_that_arrive_early_are_those_of_the_tree(shop: Callable[..., tuple], tmp_path: Path) -> None:
    """Also where what arrived was damaged: it is made anew."""
    files, read = shop(a="x = 1\n", b="def f(): pass\n", c="def (:\n")
    early = EarlyDecoder()
    tree = extract_files(files, read, early=early)
    seen = early.tree(tree)
    plain = decode_tree(tree)
    assert seen.paths == plain.paths == ("a.py", "b.py")
    assert [each.path for each in seen.failures] == ["c.py"]
    assert [seen.facts(path) for path in seen.paths] == [plain.facts(path) for path in plain.paths]
    damaged = EarlyDecoder()
    damaged(EncodedFacts("a.py", b"E nonsense"))
    assert damaged.tree(tree).facts("a.py") == plain.facts("a.py")
