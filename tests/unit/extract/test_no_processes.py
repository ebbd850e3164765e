"""Where no worker process can be started, the work is done all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import os
from pyramid.extract import extract_files
from pyramid.model.facts import SourceFile

root = {root!r}
names = sorted(os.listdir(root))
files = [SourceFile(path=name, size=40_000, language="python") for name in names]

class Read:
    def __call__(self, path):
        with open(os.path.join(root, path), "rb") as file:
            return file.read()

if __name__ == "__main__" or True:  # runs in the children too
    tree = extract_files(files, Read())
    outcomes = [type(outcome).__name__ for outcome in tree.outcomes()]
    print(len(outcomes), outcomes.count("Extracted"))
"""


def test_a_script_without_a_main_guard_ends(tmp_path: Path) -> None:
    """Its children run it again and die; the parent gives up on them."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(12):
        (sources / f"m{number}.py").write_text(f"x = {number}\n" * 5, encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(root=str(sources)), encoding="utf-8")
    checkout = str(Path(__file__).parents[3])
    env = {**os.environ, "PYTHONPATH": checkout}
    done = subprocess.run([sys.executable, str(script)], env=env, capture_output=True, text=True, timeout=120)
    total, extracted = map(int, done.stdout.split())
    assert total == 12
    assert extracted >= 9
