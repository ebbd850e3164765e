"""``python -m pyramid``, and the ``pyramid`` command."""

from __future__ import annotations

import gc
import os
import sys

#: Set where a coverage tool measures the processes that its own process starts.
_MEASURING = "COVERAGE_PROCESS"


def main() -> int:
    """Run the command line; the exit status, when somebody watches the interpreter to its end."""
    # One process, one answer: millions of objects live until the end, and to look for garbage among
    # them costs more seconds than any step after linking.
    gc.disable()
    try:
        from pyramid.cli import main as run
    except KeyboardInterrupt:  # before anything that could say so is there
        return 130

    status = int(run())
    _leave(status)
    return status


def _leave(status: int) -> None:
    """End the process at once: to take every object apart one by one costs seconds, too.

    What runs at exit is run where it was asked for: by a debugger, a profiler or a coverage tool.
    """
    watched = any(name.startswith(_MEASURING) for name in os.environ)
    if watched or sys.gettrace() or sys.getprofile():
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
