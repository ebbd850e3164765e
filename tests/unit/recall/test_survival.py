"""Whatever happens to the cache, the answer is right, and the next audit finds a cache that works."""

from __future__ import annotations

import contextlib
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

AUDIT = ("audit", "--exit-zero", "--format", "json")
#: Dies in the middle of the n-th transaction.
DYING = """
import os, signal, sys
from pyramid.workspace.store import Store

left, write = [int(sys.argv[1])], Store.write

def dying(self, values, touched, now):
    left[0] -= 1
    if left[0]:
        return write(self, values, touched, now)
    self._database.execute("BEGIN IMMEDIATE")
    rows = [(key, value, now) for key, value in values.items()]
    self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)
    os.kill(os.getpid(), signal.SIGKILL)

Store.write = dying
from pyramid.cli import main
main(sys.argv[2:])
"""
#: Another version of the product: its facts and answers are of another kind.
OTHER = """
import sys
import pyramid.extract.run as run, pyramid.recall as recall, pyramid.shelf as shelf
run.extractor_version = lambda language: "other"
recall.__version__ = "0"
from pyramid.cli import main
main(sys.argv[1:])
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n')
    for number in range(6):
        (root / f"m{number}.py").write_text(
            f"def price{number}(total):\n    if total > {number}:\n        return total // 5\n    return 0\n"
        )
        (root / f"test_m{number}.py").write_text(
            f"from m{number} import price{number}\n\n\ndef test_price():\n    assert price{number}(10) == 2\n"
        )
    return root


def run(root: Path, *words: str, **named: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=root, capture_output=True, text=True, check=False, **named
    )  # type: ignore[call-overload,no-any-return]


def audit(root: Path, *more: str) -> str:
    done = run(root, "-m", "pyramid", *AUDIT, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def works(root: Path, answer: str) -> None:
    """The answer is the right one, made anew and kept, and nothing is said about the cache."""
    assert audit(root) == answer
    assert audit(root) == answer


@pytest.mark.parametrize("transaction", [1, 2])
def test_killed_while_it_writes(project: Path, transaction: int) -> None:
    answer = audit(project, "--no-cache")
    done = run(project, "-c", DYING, str(transaction), *AUDIT)
    assert done.returncode == -signal.SIGKILL
    works(project, answer)


def test_two_at_once(project: Path) -> None:
    answer = audit(project, "--no-cache")
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "pyramid", *AUDIT], cwd=project, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [each.communicate()[0] for each in both] == [answer, answer]
    works(project, answer)


def test_a_cache_of_another_version(project: Path) -> None:
    answer = audit(project, "--no-cache")
    assert run(project, "-c", OTHER, *AUDIT).returncode == 0
    works(project, answer)


def _nonsense(database: sqlite3.Connection) -> None:
    database.execute("UPDATE facts SET value = x'00ff'")


def _cut(database: sqlite3.Connection) -> None:
    database.execute("UPDATE facts SET value = substr(value, 1, length(value) / 2)")


@pytest.mark.parametrize("damage", [_nonsense, _cut])
def test_damaged_values(project: Path, damage: Callable[[sqlite3.Connection], None]) -> None:
    answer = audit(project)
    for path in (project / ".pyramid_cache").glob("*.db"):
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            damage(database)
    assert audit(project) == answer


@pytest.mark.parametrize("room", [0, 20_000, 60_000])
def test_a_full_disk(project: Path, room: int) -> None:
    answer = audit(project, "--no-cache")

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = run(project, "-m", "pyramid", *AUDIT, preexec_fn=limited)
    assert (done.returncode, done.stdout[:1]) == (0, "{"), done.stderr
    if "cache-off" not in done.stdout:
        assert done.stdout == answer
    works(project, answer)
