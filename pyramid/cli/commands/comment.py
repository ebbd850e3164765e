"""``pyramid comment``: one comment on a pull request, kept up to date."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pyramid.cli.exits import ExitStatus
from pyramid.cli.failure import Failure
from pyramid.model.errors import PyramidError
from pyramid.model.report import Report

_FILE = click.Path(path_type=Path)


@click.command("comment")
@click.argument("report", type=_FILE, metavar="REPORT")
@click.option("--head", required=True, metavar="SHA", help="The newest commit of the pull request.")
@click.option("--host", "name", metavar="NAME", help="The code host. [default: the one whose job this is]")
@click.option("--repository", metavar="NAME", help="The repository. [default: the job's own]")
@click.option("--id", "id", default="default", show_default=True, help="Tells several comments apart.")
@click.option("--template", type=_FILE, metavar="FILE", help="A template of your own, run in a sandbox.")
@click.option(
    "--dry-run", is_flag=True, help="Print the comment about everything in the report; post nothing."
)
def command(
    report: Path,
    head: str,
    name: str | None,
    repository: str | None,
    id: str,
    template: Path | None,
    dry_run: bool,
) -> int:
    """Comment on a pull or merge request, once, and keep that comment up to date.

    REPORT is what `pyramid audit --output-format json` wrote. Nothing in it decides where the
    comment goes: the pull request is the open one whose newest commit is SHA. The token comes
    from the environment. A comment that cannot be posted is told and fails no job.
    """
    _check(head, id)
    try:
        done = (
            _preview(report, head, template)
            if dry_run
            else _post(report, head, name, repository, id, template)
        )
    except PyramidError as error:
        click.echo(f"warning: {_safe(str(error))} ({error.slug})", err=True)
        click.echo(f"  next: {_safe(error.fix)}", err=True)
        click.echo("No comment was posted; the job goes on.", err=True)
        return ExitStatus.CLEAN
    click.echo(_safe(done) if not dry_run else done, err=not dry_run)
    return ExitStatus.CLEAN


def _check(head: str, id: str) -> None:
    from pyramid.bot.decide import is_id

    if len(head) not in (40, 64) or set(head) - set("0123456789abcdef"):
        raise Failure("no-commit", "--head is no full commit id", "Give all 40 hexadecimal digits.")
    if not is_id(id):
        raise Failure("wrong-id", "--id has other characters than letters, digits, . _ -", "Choose another.")


def _preview(report: Path, head: str, template: Path | None) -> str:
    from pyramid.render.comment import comment

    found = _read(report)
    return comment(found, {each.id for each in found.findings}, head, _template(template)).rstrip("\n")


def _post(
    report: Path, head: str, name: str | None, repository: str | None, id: str, template: Path | None
) -> str:
    from pyramid.bot import Changes, Comments, actionable, connect, post
    from pyramid.render.comment import comment, resolved

    found, own = _read(report), _template(template)
    host, _ = connect(name or "", repository or "", os.environ)

    def text(changes: Changes) -> str:
        ids = actionable(found, changes)
        return comment(found, ids, head, own) if ids else ""

    return post(host, head, Comments(id=id, text=text, resolved=resolved(head)))


def _read(file: Path) -> Report:
    from pyramid.render.decoding import LARGEST, decode_report

    return decode_report(_bytes(file, LARGEST), file.as_posix())


def _template(file: Path | None) -> str:
    return _bytes(file, 400_000).decode("utf-8", "replace") if file else ""


def _bytes(file: Path, largest: int) -> bytes:
    """What the file holds, up to one byte more than it may: the reader refuses that."""
    try:
        with file.open("rb") as handle:
            return handle.read(largest + 1)
    except OSError as error:
        cause = f"cannot be read: {error.strerror}"
        raise Failure("unreadable-report", cause, "Check the name of the artifact.", str(file)) from None


def _safe(text: str) -> str:
    """On one line, without what an environment variable holds as a secret."""
    from pyramid.render.plain import one_line

    line = one_line(text)
    for key in ("GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"):
        secret = os.environ.get(key)
        line = line.replace(secret, "***") if secret else line
    return line
