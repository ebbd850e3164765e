"""From bytes to an outcome, whatever the bytes are."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.extract.nesting import gave_up
from pyramid.extract.trees.source import LeftOut, NotSource, decode
from pyramid.model.facts import Failed, Outcome, Skipped


def outcome_of(path: str, source: bytes, read: Callable[[str, bytes], Outcome]) -> Outcome:
    """What ``read`` makes of the text of a file, or why there is nothing to read; never raises."""
    try:
        return read(path, decode(source))
    except LeftOut as error:
        return Skipped(path=path, slug=error.slug, reason=error.reason, fix=error.fix)
    except NotSource as error:
        return Failed(path=path, slug=error.slug, reason=error.reason, fix=error.fix, line=error.line)
    except Exception as error:  # whatever one file does to the parser, the audit goes on
        return gave_up(path, error)
