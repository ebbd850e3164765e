"""Write the generated pages of the reference, or check that they are up to date.

    python docs/generate.py            write them
    python docs/generate.py --check    exit with 1 and name the pages that differ

Each module of ``docs/generator/`` offers ``pages()``: file names under ``docs/`` and their text.
Nothing under ``docs/reference/`` is written by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference"
sys.path[:0] = [str(HERE.parent), str(HERE)]


def main(arguments: list[str]) -> int:
    """Write or check; the exit status."""
    wanted = {(HERE / name).resolve(): text for name, text in sorted(_pages().items())}
    stale = [path for path in _present() if path not in wanted]
    different = [path for path, text in wanted.items() if not path.exists() or _read(path) != text]
    if "--check" in arguments:
        for path in (*different, *stale):
            print(f"out of date: {path.relative_to(HERE.parent).as_posix()}; run python docs/generate.py")
        return 1 if different or stale else 0
    for path in different:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in stale:
        path.unlink()
    print(f"{len(different)} written, {len(stale)} removed, {len(wanted)} pages")
    return 0


def _pages() -> dict[str, str]:
    found: dict[str, str] = {}
    for _, name, _ in pkgutil.iter_modules([str(HERE / "generator")]):
        found.update(importlib.import_module(f"generator.{name}").pages())
    return found


def _present() -> list[Path]:
    return sorted(path for path in REFERENCE.rglob("*") if path.is_file())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
