"""Where results go: standard output, or a file that is whole or not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from pyramid.cli import terminal
from pyramid.cli.failure import Failure
from pyramid.render import RenderOptions


class ReaderLeft(Exception):
    """The program that reads our standard output has ended; not an OSError, which click takes for its own."""


def render_options(
    file: Path | None = None,
    *,
    everything: bool = False,
    statistics: bool = False,
    quiet: bool = False,
    verbose: bool = False,
    rules: Sequence[Path] = (),
) -> RenderOptions:
    """How to print to standard output, or to a file: never in colour, always in UTF-8."""
    return RenderOptions(
        width=terminal.width(),
        color=file is None and terminal.wants_color(sys.stdout),
        unicode=file is not None or terminal.speaks_unicode(sys.stdout),
        everything=everything,
        statistics=statistics,
        quiet=quiet,
        verbose=verbose,
        rules=tuple(rules),
    )


def write(text: str, file: Path | None = None) -> None:
    """Print the text, or put it into a file.  Raises Failure when the file cannot be written."""
    if file is not None:
        content = text.encode("utf-8", "backslashreplace")
        return replace(file.resolve(), content) if _is_ordinary(file) else _pour(file, content)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderLeft from error
    except OSError as error:
        silence()
        raise _unwritable(Path("standard output"), error) from error
    return None


def open_streams() -> None:
    """Standard streams that the caller has closed become ones that nobody reads."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def silence() -> None:
    """Nobody reads on: say no more, also when the interpreter flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def replace(file: Path, content: bytes, drafts: Path | None = None) -> None:
    """A reader sees the old file or the new one, never half of it.

    ``drafts`` is a folder for the half-written file, where a kill may leave it, instead of the file's own.
    """
    temporary = ""
    try:
        folder = drafts if drafts is not None and _same_device(drafts, file.parent) else file.parent
        with NamedTemporaryFile(dir=folder, prefix="draft-", delete=False) as handle:
            temporary = handle.name
            handle.write(content)
        os.chmod(temporary, file.stat().st_mode if file.exists() else 0o666 & ~_umask())
        os.replace(temporary, file)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise _unwritable(file, error) from error


def _same_device(one: Path, other: Path) -> bool:
    """Only within a device can a file be moved in one step."""
    return one.is_dir() and one.stat().st_dev == other.stat().st_dev


def _pour(file: Path, content: bytes) -> None:
    """A device or a pipe must not be replaced by a file."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise _unwritable(file, error) from error


def _is_ordinary(file: Path) -> bool:
    return os.path.isfile(file) or not os.path.exists(file)


def _unwritable(file: Path, error: OSError) -> Failure:
    reason = error.strerror or str(error)
    return Failure(
        "unwritable-output",
        f"the report cannot be written: {reason}",
        "Choose another --output-file.",
        str(file),
    )


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
