"""Failures in words: what is wrong, where, and what to do next; a traceback only when asked for."""

from __future__ import annotations

import difflib
import os
import platform
import traceback
from collections.abc import Sequence

import click

import pyramid
from pyramid.cli.exits import ExitStatus
from pyramid.cli.surroundings import usual_format
from pyramid.model.errors import PyramidError

FORMAT_VARIABLE = "PYRAMID_OUTPUT_FORMAT"
_FORMAT_OPTIONS = ("--output-format", "--format")


class Failure(PyramidError):
    """What the command line itself has to say."""


def unknown_command(name: str, known: Sequence[str]) -> Failure:
    """There is no such command."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean `pyramid {near[0]}`?" if near else f"Choose one of: {', '.join(known)}."
    return Failure("unknown-command", f"There is no command {name!r}.", hint)


def report(error: Exception, arguments: Sequence[str]) -> int:
    """Tell the error on standard error, and in a machine format on standard output; status 2."""
    message, fix = _words(error)
    if _is_internal(error) and {"--verbose", "-v"} & set(arguments):
        click.echo("".join(traceback.format_exception(error)), err=True)
    click.echo(f"error: {message}", err=True)
    if fix:
        click.echo(f"  next: {fix}", err=True)
    machine = _for_machines(arguments, message, fix)
    if machine is not None:
        click.echo(machine, nl=False)
    return ExitStatus.ERROR


def _words(error: Exception) -> tuple[str, str]:
    from pyramid.render.plain import one_line, place

    if isinstance(error, click.UsageError):
        return one_line(error.format_message()), _usage_hint(error)
    if isinstance(error, click.ClickException):
        return one_line(error.format_message()), "Check the path and the permissions."
    if not _is_internal(error):
        where = place(str(getattr(error, "path", "")), int(getattr(error, "line", 0)))
        message, slug, fix = (str(getattr(error, name)) for name in ("message", "slug", "fix"))
        told = f"{where}: {one_line(message)}" if where else one_line(message)
        return f"{told} ({slug})", one_line(fix)
    return _internal(error)


def _usage_hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "pyramid"
    return f"See `{command} --help`."


def _internal(error: Exception) -> tuple[str, str]:
    from pyramid.render.plain import one_line

    ours = getattr(pyramid, "__version__", "unknown")  # absent from a damaged installation
    version = f"pyramid {ours}, Python {platform.python_version()}, {platform.system()}"
    what = f"{type(error).__name__}: {error}"
    return (
        f"internal error: {one_line(what, 400)} ({version})",
        "This is a mistake of pyramid, not yours. Run again with --verbose and report the output"
        " in the project's issue tracker.",
    )


def _is_internal(error: Exception) -> bool:
    """Errors of every room that speak for themselves have a slug, a message and a next step."""
    speaks = all(hasattr(error, name) for name in ("slug", "message", "fix"))
    return not speaks and not isinstance(error, click.ClickException)


def _for_machines(arguments: Sequence[str], message: str, fix: str) -> str | None:
    from pyramid.render import UnknownFormat, render_error

    try:
        return render_error(asked_format(arguments), message, fix)
    except UnknownFormat:
        return None


def asked_format(arguments: Sequence[str]) -> str:
    """The output format that a command line asks for, read without parsing the rest."""
    for number, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option in _FORMAT_OPTIONS:
            return value if equals else next(iter(arguments[number + 1 :]), "")
    return os.environ.get(FORMAT_VARIABLE) or usual_format()
