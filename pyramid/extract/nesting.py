"""How deep an expression may nest, in any language, and what is said of a file that broke its reader."""

from __future__ import annotations

from pyramid.extract.making import is_out_of_stack
from pyramid.model.facts import Failed

#: Levels of one expression; a chain ``a.b().c()`` has one for each dot and each call.
EXPRESSION_LIMIT = 300


class TooDeep(ValueError):
    """The code nests deeper than any interpreter, or any reader, accepts."""


def gave_up(path: str, error: Exception) -> Failed:
    """The outcome for a file that could not be read to its end: ``too-deep`` or ``extractor-error``."""
    if isinstance(error, TooDeep) or is_out_of_stack(error):
        detail = str(error) if isinstance(error, TooDeep) else "blocks or operators"
        return Failed(
            path=path,
            slug="too-deep",
            reason=f"the code nests too deeply to be read: {detail}",
            fix="exclude the file if it is generated, or split the expression",
        )
    return Failed(
        path=path,
        slug="extractor-error",
        reason=f"{type(error).__name__} while reading the file: {error}",
        fix="exclude the file and report it, please: this is an error of the extractor",
    )
