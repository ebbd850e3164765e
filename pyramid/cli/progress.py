"""Progress on standard error, for people who watch; silent everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, int, int], None]
_WORDS = {
    "open": "Finding files",
    "extract": "Reading files",
    "link": "Resolving names",
    "recognize": "Recognising tests, routes and checks",
    "connect": "Following calls",
    "classify": "Placing tests in layers",
    "cover": "Reading recorded coverage",
    "advise": "Deciding check by check",
}


@contextmanager
def progress(quiet: bool) -> Iterator[Tell | None]:
    """A bar that the stages of an audit report to; None when nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bar.update(task, description=_WORDS.get(stage, stage), completed=done, total=total or None)

        yield tell
