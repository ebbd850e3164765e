"""Where the audited root lies in its repository."""

from __future__ import annotations

import os


def prefix_of(root: str) -> str:
    """The way from the top of the repository down to the root, POSIX; "" for the top, or without one.

    ``root`` is absolute and resolved.
    """
    place = root
    while not os.path.lexists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            return ""
        place = above
    below = os.path.relpath(root, place).replace(os.sep, "/")
    return "" if below == "." else below
