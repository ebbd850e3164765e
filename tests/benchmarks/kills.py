"""Kill commands at random moments and see that nothing of the repository has changed.

    python tests/benchmarks/kills.py [--times N] [--seed N]

``audit``, ``write --apply`` and ``prove`` are each killed (signal 9) N times in a small project at moments
spread over the time that they take.  Every second time
they begin without a cache.  After each kill every file must be as it was (or, of ``write``, the
written file as it becomes), nothing may lie beside them, and the same command must work at once.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n',
    "shop/__init__.py": "",
    "shop/rules.py": "def is_free(amount):\n    return amount >= 10\n",
    "shop/web.py": """from flask import Flask, render_template
from shop.rules import is_free

app = Flask(__name__)


@app.get("/shipping/<int:amount>")
def shipping(amount):
    return render_template("shipping.html", free=is_free(amount))
""",
    "shop/templates/shipping.html": '<p id="free">{{ "free" if free else "not free" }}</p>\n',
    "tests/unit/test_rules.py": """import unittest
from shop.rules import is_free


class Rules(unittest.TestCase):
    def test_is_free(self):
        self.assertIs(is_free(10), True)
        self.assertIs(is_free(9), False)
""",
    "tests/unit/test_other.py": "def test_other() -> None:\n    assert True\n",
    "tests/e2e/test_page.py": """from playwright.sync_api import Page, expect


def test_free(page: Page) -> None:
    page.goto("/shipping/10")
    expect(page.locator("#free")).to_have_text("free")
""",
}
COMMANDS = {
    "audit": ("audit", "--exit-zero"),
    "write": ("write", "tests/e2e/test_page.py:6", "--apply"),
    "prove": ("prove", "shop.rules.is_free", "--layer", "unit", "--faults", "1"),
}
#: Where ``write`` writes, found by a first run.
State = dict[str, bytes]


def main() -> int:
    """Print a line for each command; 1 when a kill did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    harm = []
    with tempfile.TemporaryDirectory() as folder:
        for name in COMMANDS:
            found, killed = kill_often(name, Path(folder), given.times, random.Random(given.seed))
            print(f"{name}: {killed} of {given.times} killed before their end, harm in {len(found)}")
            harm += found
    print("\n".join(harm))
    return bool(harm)


def kill_often(name: str, folder: Path, times: int, chance: random.Random) -> tuple[list[str], int]:
    """What went wrong, in words, and how many runs were killed before they had ended."""
    root = _project(folder / name)
    before = state(root)
    started = time.monotonic()
    reference = _run(root, name)
    cold = time.monotonic() - started
    after, wrong, killed = state(root), [], 0
    if reference.returncode != 0:
        return [f"{name} does not work: {reference.stderr}"], 0
    _restore(root, before)
    started = time.monotonic()
    _run(root, name)
    warm = time.monotonic() - started
    for number in range(times):
        _restore(root, before)
        if number % 2:
            shutil.rmtree(root / ".pyramid_cache")
        moment = (cold if number % 2 else warm) * (number + chance.random()) / times
        killed += _kill(root, name, moment)
        if state(root) not in (before, after):
            wrong.append(f"{name} killed after {moment:.2f} s changed {_difference(state(root), before)}")
        _restore(root, before)
        again = _run(root, name)
        if again.returncode != 0 or state(root) != after:
            wrong.append(f"{name} after a kill at {moment:.2f} s: {again.returncode} {again.stderr}")
        if name == "audit" and again.stdout != reference.stdout:
            wrong.append(f"audit after a kill at {moment:.2f} s says something else")
        left = [each.name for each in (folder / f"{name}.tmp").glob("pyramid-prove-*")]
        if left:
            wrong.append(f"{name} after a kill at {moment:.2f} s: {left} is left")
    return wrong, killed


def state(root: Path) -> State:
    """Every file but those of the cache."""
    files = (path for path in root.rglob("*") if path.is_file())
    inside = {path.relative_to(root).as_posix(): path for path in files}
    return {
        name: path.read_bytes() for name, path in inside.items() if not name.startswith(".pyramid_cache/")
    }


def _project(root: Path) -> Path:
    _restore(root, {name: text.encode() for name, text in FILES.items()})
    root.with_suffix(".tmp").mkdir()
    return root


def _restore(root: Path, wanted: State) -> None:
    for name in state(root).keys() - wanted.keys() if root.exists() else ():
        (root / name).unlink()
    for name, data in wanted.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if not (root / name).exists() or (root / name).read_bytes() != data:
            (root / name).write_bytes(data)


def _command(root: Path, name: str) -> tuple[list[str], dict[str, str]]:
    words = [sys.executable, "-m", "pyramid", *COMMANDS[name], "--root", str(root)]
    python = ["--python", sys.executable] if name == "prove" else []
    environment = {**os.environ, "PYTHONPATH": str(HERE), "TMPDIR": str(root.with_suffix(".tmp"))}
    return [*words, *python], environment


def _run(root: Path, name: str) -> subprocess.CompletedProcess[str]:
    words, environment = _command(root, name)
    return subprocess.run(words, env=environment, capture_output=True, text=True)


def _kill(root: Path, name: str, moment: float) -> bool:
    """Whether the command still ran at that moment."""
    words, environment = _command(root, name)
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def _difference(now: State, before: State) -> list[str]:
    return sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))


if __name__ == "__main__":
    sys.exit(main())
