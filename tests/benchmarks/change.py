"""Measure change mode after a one-file edit, beside a linter and a type checker on the same edit.

    python tests/benchmarks/change.py TREE [--runs N] [--file PATH]

TREE is copied and put under git in a scratch folder; each run edits one function of PATH (default: the
middle one of the Python files) and measures ``pyramid audit --staged``, the same command once more
with nothing changed, again with one more comment, ``ruff check`` and ``mypy`` (daemon off, cache warm) in
that order.  Prints one Markdown table of medians.  Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_AUDIT = ("-m", "pyramid", "audit", "--staged", "-q", "--exit-zero", "--format", "concise")
_REMARKED = "the same, one comment more"
_COMMANDS = {
    "`pyramid audit --staged`, one file edited": _AUDIT,
    "the same again, nothing changed": _AUDIT,
    _REMARKED: _AUDIT,
    "`ruff check`, whole tree": ("-m", "ruff", "check", "--exit-zero", "-q", "."),
    "`mypy`, the edited file": ("-m", "mypy", "--ignore-missing-imports", "--no-error-summary", "{file}"),
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("tree", type=Path)
    words.add_argument("--runs", type=int, default=10, help="take the median of so many runs (default: 10)")
    words.add_argument("--file", help="the file to edit (default: the middle one)")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / chosen.tree.resolve().name
        shutil.copytree(chosen.tree, tree, symlinks=True, ignore=shutil.ignore_patterns(".git", ".*_cache"))
        file = chosen.file or _middle(tree)
        _prepare(tree)
        for command in _COMMANDS.values():  # what is warm later is warm from here
            _measure(tree, command, file)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
        for run in range(chosen.runs):
            _edit(tree, file, run)
            for name, command in _COMMANDS.items():
                if name == _REMARKED:
                    _remark(tree, file, run)
                found[name].append(_measure(tree, command, file))
    print(_table(chosen.tree, file, chosen.runs, found))


def _middle(tree: Path) -> str:
    files = sorted(path for path in tree.rglob("*.py") if path.stat().st_size > 2_000)
    return files[len(files) // 2].relative_to(tree).as_posix()


def _prepare(tree: Path) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    (tree / ".git" / "info").mkdir(parents=True)
    (tree / ".git" / "info" / "exclude").write_text(".*_cache/\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        subprocess.run(("git", *identity, *words), cwd=tree, check=True)


def _edit(tree: Path, file: str, run: int) -> None:
    """A new function with a decision of its own."""
    with open(tree / file, "a", encoding="utf-8") as handle:
        handle.write(f"\n\ndef added_{run}(total):\n    return 1 if total > {run} else 2\n")
    subprocess.run(("git", "add", file), cwd=tree, check=True)


def _remark(tree: Path, file: str, run: int) -> None:
    """One comment more, above everything else."""
    text = (tree / file).read_text(encoding="utf-8")
    (tree / file).write_text(f"# remark {run}\n{text}", encoding="utf-8")
    subprocess.run(("git", "add", file), cwd=tree, check=True)


def _measure(tree: Path, command: tuple[str, ...], file: str) -> tuple[float, float]:
    """Wall and processor seconds."""
    before, started = _processor(), time.perf_counter()
    words = [word.replace("{file}", file) for word in command]
    ran = subprocess.run([sys.executable, *words], cwd=tree, stdout=subprocess.DEVNULL, env=os.environ)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"failed with status {ran.returncode}: {' '.join(words)}")
    return time.perf_counter() - started, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _table(tree: Path, file: str, runs: int, found: dict[str, list[tuple[float, float]]]) -> str:
    lines = [
        f"{tree.name}, {file} edited; median of {runs} runs; CPython {platform.python_version()}",
        "",
        "| command | wall s | processor s | lowest wall s |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, rows in found.items():
        wall, processor = (statistics.median(column) for column in zip(*rows, strict=True))
        lines.append(f"| {name} | {wall:.2f} | {processor:.2f} | {min(row[0] for row in rows):.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
