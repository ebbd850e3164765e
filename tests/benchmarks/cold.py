"""Measure an audit of one tree: cold, warm, and beside parsing alone.

    python tests/benchmarks/cold.py TREE [--jobs N] [--runs N]

Prints one Markdown table.  Nothing is downloaded, and the tree is only read.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import libcst

from pyramid.extract import suffixes
from pyramid.settings import Settings
from pyramid.workspace import open_workspace

_SAMPLE = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """Wall and processor seconds; the largest memory of the process tree in bytes."""

    wall: float
    processor: float
    memory: int = 0


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("tree", type=Path)
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all)")
    words.add_argument("--runs", type=int, default=3, help="take the median of so many runs (default: 3)")
    chosen = words.parse_args()
    files = [file.path for file in open_workspace(chosen.tree, (), Settings(), suffixes()).files]
    lines = sum((chosen.tree / path).read_bytes().count(b"\n") for path in files)  # also warms the disk cache
    parse, cold, warm = [], [], []
    for _ in range(chosen.runs):
        parse.append(measure(lambda: parse_all(chosen.tree, files, chosen.jobs)))
        with tempfile.TemporaryDirectory() as cache:
            cold.append(audit(chosen.tree, Path(cache) / "cache", chosen.jobs))
            warm.append(audit(chosen.tree, Path(cache) / "cache", chosen.jobs))
    print(table(chosen.tree, len(files), lines, chosen.jobs, parse, cold, warm))


def parse_all(tree: Path, files: Sequence[str], jobs: int) -> None:
    """Only ``libcst.parse_module``, over the same files with the same number of processes."""
    by_size = sorted((tree / path for path in files), key=lambda path: -path.stat().st_size)
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(_parse, by_size, chunksize=8))


def _parse(path: Path) -> None:
    try:
        libcst.parse_module(path.read_bytes())
    except Exception:
        return  # fixtures with syntax errors; the audit meets them too


def audit(tree: Path, cache: Path, jobs: int) -> Cost:
    """``pyramid audit`` in a process of its own."""
    words = ["audit", str(tree), "--cache-dir", str(cache), "--jobs", str(jobs), "--quiet", "--exit-zero"]
    command = [
        sys.executable,
        "-m",
        "pyramid",
        *words,
        "--output-format",
        "json",
        "--output-file",
        os.devnull,
    ]
    started, before = time.perf_counter(), _processor()
    process = subprocess.Popen(command)
    watch = MemoryWatch(process.pid)
    status = process.wait()
    wall, processor = time.perf_counter() - started, _processor() - before
    if status:
        raise SystemExit(f"the audit failed with status {status}: {' '.join(command)}")
    return Cost(wall, processor, watch.peak())


def measure(step: Callable[[], None]) -> Cost:
    """The cost of a step whose work is done by child processes."""
    started, before = time.perf_counter(), _processor()
    step()
    return Cost(time.perf_counter() - started, _processor() - before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class MemoryWatch:
    """Follows the memory of a process and its children: the largest sum of their resident sets.

    Pages that forked processes share are counted for each of them, so the figure is an upper
    bound.  Where there is no ``/proc``, the largest single child is all that can be told.
    """

    def __init__(self, process: int) -> None:
        self._process = process
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def peak(self) -> int:
        """Bytes, once the process has ended."""
        self._done.set()
        self._thread.join()
        unit = 1 if sys.platform == "darwin" else 1024
        return self._peak or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit

    def _follow(self) -> None:
        while not self._done.wait(_SAMPLE):
            self._peak = max(self._peak, sum(map(_resident, _family(self._process))))


def _family(process: int) -> list[int]:
    """A process and everything below it."""
    found = [process]
    for member in found:
        for listed in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += map(int, listed.read_text().split())
            except OSError:
                continue  # it has just ended
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def table(
    tree: Path, files: int, lines: int, jobs: int, parse: list[Cost], cold: list[Cost], warm: list[Cost]
) -> str:
    """The figures as Markdown; medians, and for memory the largest."""
    base = _median(parse)
    head = (
        f"{tree.name}: {files:,} files, {lines:,} lines; {jobs} processes; median of {len(parse)} runs; "
        f"CPython {platform.python_version()}, libcst {version('libcst')}, {platform.system()}\n"
    )
    rows = [
        ("`libcst.parse_module` alone", base, "1.00", ""),
        ("`pyramid audit`, cold", _median(cold), _ratio(cold, base), _megabytes(cold)),
        ("`pyramid audit`, warm", _median(warm), _ratio(warm, base), _megabytes(warm)),
    ]
    body = [f"| {what} | {c.wall:.1f} | {c.processor:.1f} | {ratio} | {mb} |" for what, c, ratio, mb in rows]
    return "\n".join(
        [
            head,
            "| step | wall s | processor s | ratio to parsing | peak memory MB |",
            "| --- | ---: | ---: | ---: | ---: |",
            *body,
        ]
    )


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs), statistics.median(cost.processor for cost in costs)
    )


def _ratio(costs: list[Cost], base: Cost) -> str:
    return f"{_median(costs).wall / base.wall:.2f}"


def _megabytes(costs: list[Cost]) -> str:
    return f"{max(cost.memory for cost in costs) / 1e6:,.0f}"


if __name__ == "__main__":
    main()
