"""Digests by stat data: what is trusted, and what is read again."""

from __future__ import annotations

import os
from pathlib import Path

from pyramid.workspace.contents import Contents, decode_index, encode_index

LATER = 10_000_000_000  # nanoseconds


def later(file: Path) -> int:
    return max(file.stat().st_mtime_ns, file.stat().st_ctime_ns) + LATER


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("one")
    first = Contents(str(tmp_path), {}, lambda: later(file))
    digest = first.digest(["a.py"])
    second = Contents(str(tmp_path), decode_index(encode_index(first.learnt)), lambda: later(file))
    assert second.digest(["a.py"]) == digest
    assert (first.read, second.read) == (["a.py"], [])


def test_a_file_of_this_very_moment_is_not_trusted(tmp_path: Path) -> None:
    """It may be written once more in the same tick of the clock, with the same size."""
    file = tmp_path / "a.py"
    file.write_text("one")
    racy = Contents(str(tmp_path), {}, lambda: later(file) - LATER)
    racy.of("a.py")
    assert racy.learnt == {}


def test_new_content_with_the_old_size_and_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("one")
    before = file.stat()
    first = Contents(str(tmp_path), {}, lambda: later(file))
    digest = first.of("a.py")
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Contents(str(tmp_path), first.learnt, lambda: later(file)).of("a.py") != digest


def test_names_count_and_absent_files_too(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    contents = Contents(str(tmp_path), {})
    digests = {contents.digest(paths) for paths in (["a.py"], ["b.py"], ["a.py", "b.py"], [])}
    assert len(digests) == 4


def test_an_index_of_another_hand_is_no_index(tmp_path: Path) -> None:
    for data in (None, b"", b"\x00", b"\xff" * 50, encode_index({})[:-1], b"\x81\xa1a\x01", b"\x91" * 5000):
        assert decode_index(data) == {}


def test_names_that_are_no_text_survive() -> None:
    index = {"\udcff.py": ((1, 2, 3, 4), "aa")}
    assert decode_index(encode_index(index)) == index
