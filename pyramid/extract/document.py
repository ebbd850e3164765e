"""Files that are data, not code: one tree of expressions, with the lines it came from.

What a collection of requests or a test plan means is said by rules; a reader only turns its
format into mappings, lists and strings, so that all formats look the same to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyramid.extract.making import make, make_definition, make_statement
from pyramid.extract.nesting import TooDeep, gave_up
from pyramid.model.facts import Expression, Extracted, Failed, FileFacts, Outcome, Skipped

#: Bytes of the largest document; those that people write have a hundredth of it.
SIZE_LIMIT = 4_000_000
#: Values of a document: an alias may stand for many, and an alias of aliases for more than fit anywhere.
VALUE_LIMIT = 200_000
#: Levels of mappings and lists.
DEPTH_LIMIT = 100


class Broken(ValueError):
    """The text is not of its format; ``line`` is 1-based, 0 if unknown."""

    def __init__(self, reason: str, line: int = 0, slug: str = "syntax-error") -> None:
        super().__init__(reason)
        self.line, self.slug = line, slug


class Tally:
    """Counts the values that one document is made of."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, depth: int, line: int) -> None:
        """One more value, so deep.  Raises TooDeep or Broken beyond what a document may have."""
        self._count += 1
        if self._count > VALUE_LIMIT:
            raise Broken(f"it stands for more than {VALUE_LIMIT:,} values", line, "too-many-values")
        if depth > DEPTH_LIMIT:
            raise TooDeep(f"{DEPTH_LIMIT} levels at line {line}")


def text(value: str, line: int) -> Expression:
    """A string."""
    return make("string", line, value)


def mapping(pairs: Iterable[tuple[str, Expression]], line: int) -> Expression:
    """A mapping; a key may be there more than once."""
    operands: list[Expression] = []
    for key, value in pairs:
        operands += (make("string", value.line, key), value)
    return make("dict", line, "", tuple(operands))


def sequence(items: Iterable[Expression], line: int) -> Expression:
    """A list."""
    return make("list", line, "", tuple(items))


def outcome_of(path: str, language: str, source: bytes, read: Callable[[str], Expression]) -> Outcome:
    """The facts of a document: a module whose only statement is the tree that ``read`` makes.

    Slugs: ``too-large`` (skipped); ``binary``, ``syntax-error``, ``too-deep``, ``too-many-values``,
    ``hostile-xml``, ``extractor-error`` (failed).
    """
    if len(source) > SIZE_LIMIT:
        reason = f"the document has more than {SIZE_LIMIT:,} bytes"
        return Skipped(path=path, slug="too-large", reason=reason, fix="nothing to do if it is generated")
    try:
        content = _decoded(source)
        tree = read(content)
    except Broken as error:
        fix = "correct the file, or exclude it"
        return Failed(path=path, slug=error.slug, reason=str(error), fix=fix, line=error.line)
    except Exception as error:  # whatever one file does to its parser, the audit goes on
        return gave_up(path, error)
    lines = content.count("\n") + 1
    body = (make_statement("expression", tree.line, lines, value=tree),)
    module = make_definition("module", "", "", -1, 1, 1, lines, body=body)
    return Extracted(facts=FileFacts(path=path, language=language, lines=lines, definitions=(module,)))


def _decoded(source: bytes) -> str:
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", "replace").replace("\r\n", "\n")
    if b"\0" in source:
        raise Broken("the file holds NUL bytes", source.count(b"\n", 0, source.index(b"\0")) + 1, "binary")
    return source.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
