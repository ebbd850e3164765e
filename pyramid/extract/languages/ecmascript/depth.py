"""How deep an expression may nest, because every reader of the facts recurses over it."""

from __future__ import annotations

#: Levels of one expression; a chain ``a.b().c()`` has one for each dot and each call.
EXPRESSION_LIMIT = 300


class TooDeep(ValueError):
    """The code nests deeper than any reader accepts."""
