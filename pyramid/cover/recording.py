"""What a recorded run says, whatever the format it was kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyramid.model.coverage import Notice

#: Line → the contexts in which it ran; "" is the empty context.
Lines = Mapping[int, Iterable[str]]


class CoverageFileError(Exception):
    """A data file that cannot be used.  ``slug``, ``message`` and ``fix`` as in a Notice."""

    def __init__(self, slug: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.fix = fix

    def notice(self, path: str) -> Notice:
        """The error as a notice about the file at ``path``."""
        return Notice(slug=self.slug, message=self.message, fix=self.fix, path=path, severity="error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """What the recorder saw of one version of a file, each with its contexts: ``functions`` by the first
    line of their definition and name, and ``lines`` where it was asked to record them."""

    functions: Mapping[tuple[int, str], Iterable[str]]
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One data file.

    ``files`` are the measured files, named as the run named them; ``lines`` gives the lines of
    one of them that ran; ``contexts`` are those recorded, the empty one left out.  ``form`` is
    the name of the format; ``is_report`` tells a report made from data from the data itself.
    ``close`` lets go of the file.

    ``sights`` is there for records of functions: by file and by hash of the source that ran;
    ``unanswered`` are the tests whose requests met no recorder.
    """

    path: Path
    form: str
    is_report: bool
    files: tuple[str, ...]
    lines: Callable[[str], Lines]
    contexts: frozenset[str] = frozenset()
    close: Callable[[], None] = lambda: None
    sights: Mapping[str, Mapping[str, Sights]] | None = None
    unanswered: tuple[str, ...] = ()


def aggregate(path: Path, form: str, ran: Mapping[str, Iterable[int]]) -> Recording:
    """A recording that knows which lines ran, and not who ran them."""
    return Recording(
        path=path,
        form=form,
        is_report=True,
        files=tuple(sorted(ran)),
        lines=lambda file: {line: ("",) for line in ran[file]},
    )
