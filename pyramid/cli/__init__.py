"""The command line: commands, exit statuses, progress.  One module a command in ``commands/``."""

from pyramid.cli.app import main

__all__ = ["main"]
