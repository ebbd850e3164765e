"""Names under which source files of a folder are imported, as its settings files declare them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """``pattern`` means the first of ``targets`` that exists, for files below ``folder``.

    A ``*`` in the pattern is any text, which takes the place of the ``*`` in a target.  Targets are
    POSIX paths from the audited root, without the suffix or with it.  Without targets the pattern is a
    package outside the tree that the folder's code needs, imported or not.
    """

    folder: str
    pattern: str
    targets: tuple[str, ...]
