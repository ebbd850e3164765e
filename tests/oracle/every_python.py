"""The oracle applications and the cost of recording, on every CPython of this machine.

    python tests/oracle/every_python.py [--rounds 10] [--environments FOLDER] [--python PYTHON] [--no-cost]

For each interpreter from 3.10 on that is on the path or among pyenv's, an environment is made (once;
from an index, so a network is needed), the harness is run there, and the benchmark after it.  What they
print is printed; exit status 1 says that a record was not the application's log, or that a bar of the
cost was missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
COST = HERE.parent / "benchmarks" / "recorder.py"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pyramid-ci"
#: What the harness and the benchmark run; the recorder itself comes from this checkout.
PACKAGES = (
    *("aiohttp", "django>=4.2", "fastapi", "flask", "gunicorn", "starlette", "tornado", "uvicorn"),
    *("pytest", "pytest-playwright", "pytest-xdist"),
    *("coverage", "sqlalchemy"),
)


def interpreters() -> Iterator[tuple[str, Path]]:
    """Version and path of each CPython, one of each version."""
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    for minor in range(10, 20):
        named = [folder / f"python3.{minor}" for folder in folders]
        built = sorted((Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python"))
        for candidate in (*named, *built):
            if candidate.exists() and _version(candidate) == f"3.{minor}":
                yield f"3.{minor}", candidate
                break


def _version(python: Path) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2] * (sys.implementation.name == 'cpython'))"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True)
    return done.stdout.strip()


def environment(version: str, python: Path, folder: Path) -> Path:
    """The interpreter of an environment that has the packages."""
    place = folder / f"oracle-{version}"
    made = place / "made"
    if not made.exists() or made.read_text() != repr(PACKAGES):
        subprocess.run([python, "-m", "venv", "--clear", place], check=True)
        pip = [place / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *PACKAGES], check=True)
        made.write_text(repr(PACKAGES))
    return place / "bin" / "python"


def main() -> int:
    """Run everything, and fail when anything failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--environments", type=Path, default=CACHE, metavar="FOLDER")
    parser.add_argument("--python", type=Path, action="append", help="only these interpreters")
    parser.add_argument("--no-cost", action="store_true", help="leave the benchmark out")
    given = parser.parse_args()
    asked = ((_version(python), python) for python in given.python or ())
    status = 0
    for version, found in list(asked) or list(interpreters()):
        python = environment(version, found, given.environments)
        commands = [
            [HERE / "harness.py", "--rounds", str(given.rounds)],
            *([] if given.no_cost else [[COST]]),
        ]
        for command in commands:
            status |= subprocess.run([python, "-W", "ignore", *map(str, command)]).returncode
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
