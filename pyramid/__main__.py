"""``python -m pyramid``, and the ``pyramid`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit status."""
    try:
        from pyramid.cli import main as run
    except KeyboardInterrupt:  # before anything that could say so is there
        return 130

    return run()


if __name__ == "__main__":
    sys.exit(main())
