"""What stops an audit, in words."""

from __future__ import annotations


class PyramidError(Exception):
    """The audit cannot go on, and the user can do something about it.

    ``slug`` names the message for good, ``message`` says the cause, ``fix`` the next step;
    ``path`` and the 1-based ``line`` say where, when there is a place.
    """

    def __init__(self, slug: str, message: str, fix: str = "", path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.fix = fix
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{place}{self.message}"
