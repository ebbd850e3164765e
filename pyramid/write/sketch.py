"""What is known of the test that is to be written."""

from __future__ import annotations

from dataclasses import dataclass

#: Stands for a value that a person has to fill in.
UNKNOWN = "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Literal source of what goes in, by parameter, and of what is expected; UNKNOWN where not known.

    ``note`` says where the end-to-end test has it from.
    """

    inputs: tuple[str, ...]
    expected: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the repository's tests of that layer are written.

    ``cases`` is the dotted decorator that repeats a test for several cases, "" for none; ``base`` the
    dotted class of test cases when tests are methods, "" for plain functions.
    """

    typed: bool = True
    cases: str = ""
    base: str = ""
    prefix: str = "test_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A test of one function.

    ``call`` is the expression that is compared, in which the names of ``inputs`` stand; ``arrange``
    are lines before it; ``fixtures`` are the test's own parameters; ``about`` is its first comment.
    """

    name: str
    inputs: tuple[str, ...]
    call: str
    cases: tuple[Case, ...]
    fixtures: tuple[str, ...] = ()
    arrange: tuple[str, ...] = ()
    about: str = ""
