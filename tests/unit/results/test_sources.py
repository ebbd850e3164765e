"""Files, folders, patterns and zips; what is hostile is refused and told, the rest is read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from pyramid.results import sources
from pyramid.results.sources import Source

from .test_formats import PYTHON


def packed(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(root: Path, place: str, **options: bool) -> tuple[list[str], list[str]]:
    source = Source(root, place, **options)
    return [blob.name for blob in source.blobs()], [error.slug for _, error in source.refused]


def test_a_folder_a_pattern_and_a_zip(tmp_path: Path) -> None:
    (tmp_path / "runs" / "a").mkdir(parents=True)
    (tmp_path / "runs" / "a" / "j.xml").write_text(PYTHON)
    (tmp_path / "runs" / "b.zip").write_bytes(packed(**{"deep/j.xml": PYTHON, "trace.bin": "x"}))
    (tmp_path / "runs" / "note.txt").write_text("no")
    assert read(tmp_path, "runs") == (["runs/a/j.xml", "runs/b.zip/deep/j.xml"], [])
    assert read(tmp_path, "runs/*/j.xml") == (["runs/a/j.xml"], [])
    assert read(tmp_path, "runs/b.zip") == (["runs/b.zip/deep/j.xml"], [])


def test_what_is_not_there_is_told_unless_it_is_a_usual_place(tmp_path: Path) -> None:
    assert read(tmp_path, "none.xml") == ([], ["results-not-found"])
    assert read(tmp_path, "none/*.xml") == ([], ["results-not-found"])
    assert read(tmp_path, "none.xml", usual=True) == ([], [])


@pytest.mark.parametrize(
    "name", ["../out.xml", "/etc/out.xml", "a/../../out.xml", "C:/out.xml", "..\\out.xml"]
)
def test_a_name_that_leads_out_is_refused_and_the_rest_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(packed(**{name: PYTHON, "z.xml": PYTHON}))
    assert read(tmp_path, "a.zip") == (["a.zip/z.xml"], ["results-refused"])


def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed(**{"bomb.xml": b" " * 30_000_000, "z.xml": PYTHON}))
    assert read(tmp_path, "a.zip") == (["a.zip/z.xml"], ["results-refused"])


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"{number}.xml").write_text(PYTHON)
    monkeypatch.setattr(sources, "MOST_FILES", 3)
    assert read(tmp_path, ".") == (["0.xml", "1.xml", "2.xml"], ["results-too-many"])
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    assert read(tmp_path, "0.xml") == ([], ["results-too-large"])


def test_a_damaged_zip_and_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed(**{"j.xml": PYTHON})[:-30])
    assert read(tmp_path, "a.zip") == ([], ["results-unreadable"])
    os.mkfifo(tmp_path / "pipe.xml")
    assert read(tmp_path, ".") == ([], ["results-unreadable"])


def test_links_are_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "runs"
    inner.mkdir()
    (tmp_path / "secret.xml").write_text(PYTHON)
    (inner / "link.xml").symlink_to(tmp_path / "secret.xml")
    (inner / "loop").symlink_to(tmp_path)
    assert read(tmp_path, "runs") == ([], [])
