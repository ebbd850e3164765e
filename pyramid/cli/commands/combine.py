"""``pyramid combine``: the records of all processes, hosts and runs as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pyramid.cli.exits import ExitStatus
from pyramid.cli.failure import Failure
from pyramid.cli.options import project_folder, root_option

if TYPE_CHECKING:
    from pyramid_recorder.records import Record

_PATH = click.Path(path_type=Path)


@click.command("combine")
@click.argument("records", nargs=-1, type=_PATH, metavar="[RECORDS]...")
@root_option
@click.option("--output-file", "-o", type=_PATH, metavar="FILE", help="[default: .pyramid-record]")
@click.option("--append", is_flag=True, help="Add to what FILE holds already.")
@click.option("--keep", is_flag=True, help="Leave the files that were put together.")
@click.option("--to-coverage", type=_PATH, metavar="FILE", help="Write coverage.py data with contexts too.")
def command(
    records: tuple[Path, ...],
    root: Path | None,
    output_file: Path | None,
    append: bool,
    keep: bool,
    to_coverage: Path | None,
) -> int:
    """Put the records of many processes, hosts and runs together.

    RECORDS are folders and files that `pyramid record` and the test run wrote (default:
    .pyramid-records). A test whose labelled requests met no recorder is an error, after everything
    is written.
    """
    from pyramid_recorder.configuration import COMBINED, RECORDS
    from pyramid_recorder.records import read, write

    top = project_folder(root)
    file = output_file or top / COMBINED
    given = list(records) or [top / RECORDS]
    if append and file.exists():
        given.append(file)
    parts = _parts(given)
    record = read(parts)
    write(record, file)
    if to_coverage is not None:
        _export(record, to_coverage, top)
    if not keep:
        for part in parts:
            if part.resolve() != file.resolve():
                part.unlink(missing_ok=True)
    _tell(record, file)
    return _judge(record)


def _parts(given: list[Path]) -> list[Path]:
    from pyramid_recorder.records import SUFFIX

    there = [path for path in given if path.exists()]
    listed = (sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path] for path in there)
    parts = [part for found in listed for part in found]
    if not parts:
        cause = "there is no record in it" if given[0].is_dir() else "does not exist"
        fix = "Record first: pyramid record -- COMMAND, and run the tests with --pyramid-record."
        raise Failure("no-records", cause, fix, str(given[0]))
    return parts


def _export(record: Record, file: Path, top: Path) -> None:
    from pyramid.cover import export_coverage

    left = export_coverage(record, file, top)
    if left:
        words = f"warning: {len(left)} files changed since they were recorded and were left out: {left[0]} …"
        click.echo(words, err=True)


def _tell(record: Record, file: Path) -> None:
    ran = {name: bool(own) for name, own, _ in record.tests()}
    tests, idle = len(ran), sorted(name for name, any_own in ran.items() if not any_own)
    functions = {place for asker in record.askers.values() for place in asker.ran if place.name}
    click.echo(
        f"{file}: {len(functions):,} functions of {len(record.files):,} files, {tests:,} tests, "
        f"{len(record.processes):,} processes. Next: pyramid audit",
        err=True,
    )
    if idle:
        click.echo(f"note: {len(idle):,} tests ran nothing that is on record, such as {idle[0]}", err=True)
    for words in record.errors[:3]:
        click.echo(f"warning: the recorder said: {words}", err=True)


def _judge(record: Record) -> int:
    """Requests with a label that nobody put on record are no silence, but a mistake to be told."""
    unanswered = record.unanswered()
    for name, origins in sorted(unanswered.items())[:5]:
        click.echo(
            f"error: {name}: its labelled requests to {', '.join(origins)} were answered without a recorder "
            "(label-without-recorder)",
            err=True,
        )
    if unanswered:
        fix = "start that server with `pyramid record -- COMMAND`, or name its records here too"
        click.echo(f"  next: {len(unanswered)} tests: {fix}", err=True)
    for where, count in list(record.unseen().items())[: 0 if unanswered else 5]:
        click.echo(
            f"note: nothing of what {count} tests sent to {where} is on record (place-without-recorder): "
            "a server or worker of yours needs `pyramid record -- COMMAND`; a proxy or files do not",
            err=True,
        )
    return ExitStatus.ERROR if unanswered else ExitStatus.CLEAN
