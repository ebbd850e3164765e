"""What a source file says, before anyone asks what it means.

Extraction turns text into these values: syntax only, no framework, no rule, no other file.
They are plain data so that they cross processes and live in the fact cache.
All lines are 1-based; all paths are POSIX and relative to the audited root.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ExpressionKind = Literal[
    "name", "attribute", "call", "string", "bytes", "number", "constant", "format", "binary", "unary",
    "boolean", "compare", "subscript", "slice", "tuple", "list", "set", "dict", "conditional",
    "comprehension", "function", "await", "yield", "starred", "walrus", "unknown",
]  # fmt: skip

StatementKind = Literal[
    "expression", "assign", "augmented", "annotated", "return", "raise", "assert", "delete", "pass",
    "break", "continue", "import", "global", "nonlocal", "if", "elif", "else", "for", "while", "try",
    "except", "finally", "with", "match", "case", "define", "type",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression, as a uniform tree.

    ``kind`` says how to read the other fields:

    ========================  =================================  ==============================
    kind                      text                               operands
    ========================  =================================  ==============================
    name                      identifier
    attribute                 attribute name                     (base,)
    call                      source text of the callee's last   (callee, *arguments); see
                              identifier, or ""                  ``keywords``
    string, bytes             the value (bytes as latin-1)
    number                    source text
    constant                  True, False, None, ...
    format                    ""                                 parts; plain text parts are
                                                                 ``string``, the rest expressions
    binary, unary, boolean    operator (``+``, ``not``, ``and``)  operands in order
    compare                   operators joined by one space      operands in order
    subscript                 ""                                 (base, index)
    slice                     ""                                 the given bounds
    tuple, list, set          ""                                 elements
    dict                      ""                                 key, value, key, value, ...; a
                                                                 ``**x`` has a ``starred`` key
    conditional               ""                                 (test, then, otherwise)
    comprehension             list, set, dict, generator         (element, target, iterable,
                                                                 condition*, target, ...) with a
                                                                 dict's element as a ``tuple``
    function                  index into FileFacts.definitions (a lambda)
    await, yield, starred     "" ("from" for ``yield from``,     (value,) or ()
                              "*" or "**" for ``starred``)
    walrus                    ""                                 (name, value)
    unknown                   source kind                        children
    ========================  =================================  ==============================

    ``line`` is the line of the identifier for names and attributes, of the callee's last
    identifier for calls, and of the first token otherwise.  ``keywords`` is empty when a
    call has positional arguments only; else it has one entry per argument: the keyword,
    ``""`` for a positional one, ``"*"`` or ``"**"`` for an unpacked one.
    """

    kind: ExpressionKind
    line: int
    text: str = ""
    operands: tuple[Expression, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; blocks nest through ``body``.

    ``kind`` is one of: ``expression, assign, augmented, annotated, return, raise, assert,
    delete, pass, break, continue, import, global, nonlocal, if, elif, else, for, while, try,
    except, finally, with, match, case, define, type``.
    ``elif``/``else``/``except``/``finally`` follow the statement they belong to as siblings.

    ==============  ===============================  ====================================
    kind            targets                          value
    ==============  ===============================  ====================================
    assign          every target, left to right      the value; ``text`` "=" where it declares nothing
    augmented       (target,)                        the value; ``text`` is the operator (``+=``)
    annotated       (target,)                        the value or None; ``annotation`` set
    return, raise   ()  (raise: (cause,) if given)   the value or None
    assert          (message,) if given              the test
    if, elif,       ()                               the test
    while
    for             (target,)                        the iterable; ``text`` "async" or "";
                                                     ``annotation`` where the target has a type
    with            aligned with value's elements,   a ``tuple`` of the context managers;
                    ``constant`` None where absent   ``text`` "async" or ""
    except          (name,) if bound                 the type or None; ``text`` "*" for ``except*``
    delete          what is deleted                  None
    match, case     case: names bound                the subject; the pattern as the expression
                                                     that it looks like; a guard is an ``if``
                                                     around the case's body
    type            (name,)                          the value
    define          ()                               None; ``text`` index of the definition
    import          ()                               None; ``text`` index into the scope's
                                                     ``imports``, joined by one space
    global,         names as ``name`` expressions    None
    nonlocal
    ==============  ===============================  ====================================
    """

    kind: StatementKind
    line: int
    end_line: int
    text: str = ""
    targets: tuple[Expression, ...] = ()
    value: Expression | None = None
    annotation: Expression | None = None
    body: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``from <dots><module> import <name> as <alias>``.

    ``name`` is empty for ``import module``, and ``"*"`` for a star import.  ``binds`` is the
    local name that the import creates (``a`` for ``import a.b``, ``"*"`` for a star import).
    """

    module: str
    name: str
    binds: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; ``kind`` is ``positional-only, positional, keyword-only, "*" or "**"``."""

    name: str
    kind: str
    annotation: Expression | None = None
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A module, class, function or lambda, with its own body.

    ``qualname`` is dotted within the module (``Cart.total``, ``outer.inner``), without
    ``<locals>``; a lambda is ``<lambda1>``, ``<lambda2>`` … in its scope; the module is ``""``.
    ``parent`` is the index of the enclosing definition, -1 for the module (index 0).
    ``line`` is that of the ``def`` or ``class`` keyword, ``start_line`` that of the first
    decorator.  ``complexity`` is McCabe's cyclomatic number of the own body.
    """

    kind: str  # module, class, function, async, lambda
    name: str
    qualname: str
    parent: int
    line: int
    start_line: int
    end_line: int
    decorators: tuple[Expression, ...] = ()
    bases: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()
    parameters: tuple[Parameter, ...] = ()
    returns: Expression | None = None
    body: tuple[Statement, ...] = ()
    imports: tuple[Import, ...] = ()
    complexity: int = 1


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its ``#`` (or ``//``), as written."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """Everything that one source file says.  ``definitions[0]`` is the module itself."""

    path: str
    language: str
    lines: int
    definitions: tuple[Definition, ...]
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The file was read."""

    facts: FileFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """The file was left out on purpose."""

    path: str
    slug: str
    reason: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The file should have been read and could not be."""

    path: str
    slug: str
    reason: str
    fix: str = ""
    line: int = 0


Outcome = Extracted | Skipped | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the audited tree.  ``size`` in bytes; ``digest`` of the content once read."""

    path: str
    size: int
    language: str
    digest: str = field(default="", compare=False)
