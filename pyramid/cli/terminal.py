"""What the reader's terminal can show, from the environment's usual words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import TextIO

_WIDEST = 120
_DEFAULT = 80


def wants_color(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """``NO_COLOR`` wins over ``FORCE_COLOR``, which wins over what the stream is."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def width(environment: Mapping[str, str] = os.environ) -> int:
    """``COLUMNS`` as given; else the terminal's own, no wider than a page reads well."""
    asked = environment.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return min(shutil.get_terminal_size((_DEFAULT, 24)).columns, _WIDEST)


def speaks_unicode(stream: TextIO) -> bool:
    """Can the stream hold the characters of the drawing?"""
    try:
        "▐█▌─│→€".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
