"""Where files are read and facts are kept is said on the command line only."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("fsspec")


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "a.py").write_text("def f():\n    g()\ndef g(): ...\n")
    return tmp_path


def test_two_checkouts_share_a_cache(run, tree, tmp_path_factory):
    shared = tmp_path_factory.mktemp("shared")
    words = ["graph", str(tree), "--format", "pycg", "--shared-cache", f"file://{shared}", "--cache-dir"]
    first = run(*words, str(shared / "one"))
    kept = [path for path in shared.rglob("*") if path.is_file() and "facts-1/" in path.as_posix()]
    second = run(*words, str(shared / "two"))
    assert first.status == second.status == 0, first.err
    assert len(kept) == 1
    assert json.loads(first.out) == json.loads(second.out) == {"a": [], "a.f": ["a.g"], "a.g": []}


@pytest.mark.parametrize("engine", ["dask://nobody", "spark://host:1", "dask://host:port"])
def test_an_engine_is_an_address(run, tree, engine):
    found = run("graph", str(tree), "--engine", engine)
    assert found.status == 2
    assert "dask://HOST:PORT" in found.err
