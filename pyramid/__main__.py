"""``python -m pyramid``, and the ``pyramid`` command."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line; the exit status."""
    # One process, one answer: millions of objects live until the end, and to look for garbage among
    # them, at exit too, costs more seconds than any step after linking.
    gc.disable()
    try:
        from pyramid.cli import main as run
    except KeyboardInterrupt:  # before anything that could say so is there
        return 130

    return run()


if __name__ == "__main__":
    sys.exit(main())
