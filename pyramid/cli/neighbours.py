"""Another distribution may install a package of our import name into the same environment.

Python keeps one of the two: whichever was written last, or stands first on the path.  The
mechanism is the same for every such distribution: its name is that of our import package.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import click

import pyramid
from pyramid.cli.failure import Failure

PACKAGE = __name__.partition(".")[0]
DISTRIBUTION = "pyramid-audit"
_ISOLATED = f"Install it on its own: `pipx install {DISTRIBUTION}` or `uv tool install {DISTRIBUTION}`."


def refuse_or_warn() -> None:
    """Warn of a neighbour that owns files of our package; raise Failure once ours is damaged."""
    neighbour = _neighbour()
    if neighbour is None:
        _expect_intact()
        return
    known = f"The distribution {neighbour!r} has the same package name as {DISTRIBUTION}."
    if not _intact():
        raise Failure("package-overwritten", f"{known} It has overwritten files of ours.", _ISOLATED)
    click.echo(f"warning: {known} Upgrading either can break the other. (package-shared)", err=True)
    click.echo(f"  next: {_ISOLATED}", err=True)


def _expect_intact() -> None:
    """A neighbour that was removed has taken along what it had overwritten."""
    if not _intact():
        raise Failure(
            "package-incomplete",
            f"Files of {DISTRIBUTION} are missing: a distribution with the same package name was removed.",
            f"Install it again: `pip install --force-reinstall --no-deps {DISTRIBUTION}`.",
        )


def _neighbour() -> str | None:
    try:
        found = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    owns = any(file.parts[:1] == (PACKAGE,) for file in found.files or ())
    name: str = found.metadata["Name"]
    return name if owns and name != DISTRIBUTION else None


def _intact() -> bool:
    """Our package is the one that was imported, and its front file is ours."""
    front = getattr(pyramid, "__file__", None)
    own = Path(__file__).resolve().parents[1] / "__init__.py"
    return front is not None and Path(front).resolve() == own and hasattr(pyramid, "__version__")
