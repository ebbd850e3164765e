import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pyramid.workspace import FactCache
from pyramid.workspace.cache import Store

DAY = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".cache"


def database(folder: Path) -> Path:
    (place,) = folder.glob("facts-*.db")
    return place


def fill(folder: Path, **values: bytes) -> None:
    with FactCache.open(folder) as cache:
        cache.put_many(values)
        assert cache.notices == ()


def slugs(cache: FactCache) -> list[str]:
    return [notice.slug for notice in cache.notices]


def test_values_outlive_the_cache(folder: Path) -> None:
    fill(folder, a=b"1", b=b"\0\xff")
    with FactCache.open(folder) as cache:
        assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"1", b"\0\xff", None)


def test_values_are_found_before_they_are_written(folder: Path) -> None:
    with FactCache.open(folder) as cache:
        cache.put("a", b"1")
        assert cache.get("a") == b"1"


def test_many_keys_at_once(folder: Path) -> None:
    values = {f"key{number}": bytes([number % 256]) for number in range(3000)}
    fill(folder, **values)
    with FactCache.open(folder) as cache:
        assert cache.get_many([*values, "other"]) == values


def test_a_value_can_be_replaced(folder: Path) -> None:
    fill(folder, a=b"1")
    fill(folder, a=b"2")
    assert FactCache.open(folder).get("a") == b"2"


def test_the_folder_is_marked(folder: Path) -> None:
    fill(folder)
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_off_keeps_nothing() -> None:
    with FactCache.off() as cache:
        cache.put("a", b"1")
        assert cache.get("a") is None
        assert cache.notices == ()


@pytest.mark.parametrize(
    "damage", [b"no database at all, but text" * 99, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_replaced(folder: Path, damage: bytes) -> None:
    fill(folder, a=b"1")
    database(folder).write_bytes(damage)
    with FactCache.open(folder) as cache:
        assert slugs(cache) == ["cache-rebuilt"]
        assert cache.get("a") is None
        cache.put("b", b"2")
    fill(folder)
    assert FactCache.open(folder).get("b") == b"2"


def test_damage_in_the_middle_is_replaced(folder: Path) -> None:
    fill(folder, **{f"k{number}": os.urandom(5000) for number in range(200)})
    content = bytearray(database(folder).read_bytes())
    content[16384:] = b"\x55" * (len(content) - 16384)
    database(folder).write_bytes(content)
    with FactCache.open(folder) as cache:
        assert cache.get("k7") is None
        assert slugs(cache) == ["cache-rebuilt"]
        cache.put("k7", b"new")
    assert FactCache.open(folder).get("k7") == b"new"


def test_a_damaged_description_of_the_table_is_replaced(folder: Path) -> None:
    fill(folder, a=b"1")
    place = database(folder)
    place.write_bytes(place.read_bytes().replace(b"used INTEGER", b"used IN\xffEGER"))
    with FactCache.open(folder) as cache:
        assert slugs(cache) == ["cache-rebuilt"]
        cache.put("b", b"2")
    assert FactCache.open(folder).get("b") == b"2"


@pytest.mark.parametrize(
    "script", ["CREATE TABLE mine (x)", "PRAGMA application_id = 7; CREATE TABLE facts (key, value, used)"]
)
def test_a_foreign_database_is_left_alone(folder: Path, script: str) -> None:
    fill(folder)
    place = database(folder)
    place.unlink()
    with sqlite3.connect(place) as foreign:
        foreign.executescript(script)
    before = place.read_bytes()
    with FactCache.open(folder) as cache:
        cache.put("a", b"1")
        assert cache.get("a") is None
        assert slugs(cache) == ["cache-off"]
    assert place.read_bytes() == before


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("")
    cache = FactCache.open(folder)
    assert slugs(cache) == ["cache-off"]
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_a_link_in_the_place_of_the_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    fill(folder)
    name = database(folder)
    name.unlink()
    name.symlink_to(tmp_path / "elsewhere.db")
    fill(folder, a=b"1")
    assert not (tmp_path / "elsewhere.db").exists()
    assert FactCache.open(folder).get("a") == b"1"


def test_a_folder_that_cannot_be_made_turns_the_cache_off(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with FactCache.open(tmp_path / "file" / "cache") as cache:
        cache.put("a", b"1")
        assert slugs(cache) == ["cache-off"]


@pytest.mark.parametrize("step", ["select", "write", "trim"])
@pytest.mark.parametrize(
    "reason", ["database is locked", "database or disk is full", "attempt to write a readonly"]
)
def test_what_the_system_refuses_turns_the_cache_off_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError(reason)

    monkeypatch.setattr(Store, step, refuse)
    with FactCache.open(folder) as cache:
        cache.put("a", b"1")
        cache.get("b")
        cache.put("c", b"1")
        cache.flush()
    assert slugs(cache) == ["cache-off"]
    assert reason in cache.notices[0].message


def test_two_audits_at_once(folder: Path) -> None:
    with FactCache.open(folder) as one, FactCache.open(folder) as two:
        one.put("a", b"1")
        two.put("b", b"2")
        one.flush()
        two.flush()
        assert (one.get("b"), two.get("a")) == (b"2", b"1")
        assert (one.notices, two.notices) == ((), ())


def test_a_killed_audit_leaves_a_good_cache(folder: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from pyramid.workspace import FactCache\n"
        "cache = FactCache.open(Path(sys.argv[1])); cache.put('a', b'1'); cache.flush()\n"
        "cache.put('b', b'2')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    with FactCache.open(folder) as cache:
        assert (cache.get("a"), cache.get("b"), cache.notices) == (b"1", None, ())


def test_the_least_recently_used_values_make_room(folder: Path) -> None:
    now = 1_000_000.0
    sized = {"max_bytes": 400_000, "clock": lambda: now}
    with FactCache(folder, **sized) as cache:  # type: ignore[arg-type]
        cache.put_many({f"old{number}": b"x" * 20_000 for number in range(10)})
    now += 2 * DAY
    with FactCache(folder, **sized) as cache:  # type: ignore[arg-type]
        assert cache.get("old3")
    now += 2 * DAY
    with FactCache(folder, **sized) as cache:  # type: ignore[arg-type]
        cache.put_many({f"new{number}": b"x" * 20_000 for number in range(13)})
    with FactCache(folder, **sized) as cache:  # type: ignore[arg-type]
        kept = set(cache.get_many([f"{age}{number}" for age in ("old", "new") for number in range(13)]))
    assert {f"new{number}" for number in range(13)} <= kept
    assert {key for key in kept if key.startswith("old")} == {"old3"}
    assert database(folder).stat().st_size <= 400_000
