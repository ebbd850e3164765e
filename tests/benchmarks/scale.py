"""How time and memory of a cold audit grow with the size of a synthetic monorepo.

    python tests/benchmarks/scale.py [--lines 100000 300000 1000000] [--jobs N] [--folder FOLDER]

Prints a Markdown table, and the exponent of time and of memory over lines: the slope of a straight
line through the logarithms (least squares).  1 is linear.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cold import Cost, audit
from monorepo import write


def main() -> None:
    """Measure each size, the smallest first, and print a line as it is done."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--lines", type=int, nargs="+", default=[100_000, 300_000, 1_000_000])
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    chosen = words.parse_args()
    print("| files | lines | wall s | processor s | processor s a 100,000 lines | peak memory MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    found: list[tuple[int, Cost]] = []
    for size in sorted(chosen.lines):
        files, lines, cost = measured(chosen.folder / f"monorepo-{size}", size, chosen.jobs)
        found.append((lines, cost))
        each = cost.processor / lines * 1e5
        print(
            f"| {files:,} | {lines:,} | {cost.wall:,.1f} | {cost.processor:,.1f} | {each:.1f} "
            f"| {cost.memory / 1e6:,.0f} |",
            flush=True,
        )
    if len(found) > 1:
        time = slope([(lines, cost.processor) for lines, cost in found])
        memory = slope([(lines, cost.memory) for lines, cost in found])
        print(f"\nexponent of processor time {time:.2f}, of memory {memory:.2f}")


def measured(folder: Path, size: int, jobs: int) -> tuple[int, int, Cost]:
    """Files, lines and cost of one size; the tree is removed afterwards."""
    try:
        files, lines = write(folder, size)
        return files, lines, audit(folder, folder.with_suffix(".cache"), jobs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder.with_suffix(".cache"), ignore_errors=True)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of a power law through points, by least squares on logarithms."""
    across = [math.log(x) for x, _ in points]
    up = [math.log(y) for _, y in points]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread


if __name__ == "__main__":
    main()
