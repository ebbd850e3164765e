"""From what a user typed to the checks, tests and functions that it names."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyramid.cli.failure import Failure
from pyramid.model.report import CheckEntry, FunctionEntry, Report, TestEntry

Subject = CheckEntry | TestEntry | FunctionEntry
_PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+)")
# A test's id with the parameters of one of its runs.
_RUN = re.compile(r"((?:.*?::)?\w+(?:::\w+)*)\[.*\]", re.DOTALL)
_MANY = 8
_ANY, _FUNCTION = "check, test or function", "function"
_FORMS = "Give PATH:LINE, a test's id or a function's dotted name."


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, the path as the report has it."""

    path: str
    line: int


def subjects(report: Report, text: str, root: Path) -> tuple[Subject, ...]:
    """What ``text`` names: PATH:LINE, a test's id, a function's dotted name, a card's id.

    A name may be given by its last parts, a test's id with parameters.  Raises Failure when nothing
    or too much is meant.
    """
    place = _place(text, root)
    found: tuple[Subject, ...] = tuple(_at(report, place) if place else _named(report, _bare(text)))
    if not found:
        known = [*_known_tests(report), *_known_functions(report)]
        if place:
            raise _nothing_at(report, place, _ANY, [*_known_checks(report), *known])
        raise _unknown(text, _ANY, known)
    if len(found) > _MANY:
        raise _ambiguous(text, [_label(subject) for subject in found])
    return found


def functions(report: Report, text: str, root: Path) -> tuple[FunctionEntry, ...]:
    """The functions that ``text`` names, or in which PATH:LINE stands.  Raises Failure."""
    place = _place(text, root)
    found = _around(report.functions, place) if place else _by_name(report.functions, _bare(text))
    if not found:
        known = [*_known_functions(report)]
        raise _nothing_at(report, place, _FUNCTION, known) if place else _unknown(text, _FUNCTION, known)
    if len(found) > _MANY:
        raise _ambiguous(text, [function.name for function in found])
    return tuple(found)


def _place(text: str, root: Path) -> Place | None:
    match = _PLACE.fullmatch(text)
    if match is None or match["path"].endswith(":"):
        return None
    return Place(_relative(match["path"], root), int(match["line"]))


def _relative(path: str, root: Path) -> str:
    """Relative to the root, whether it was typed so, from the current folder, or absolute."""
    for base in (root, Path.cwd()):
        absolute = Path(os.path.abspath(base / path))
        if absolute.is_relative_to(root) and os.path.exists(absolute):
            return absolute.relative_to(root).as_posix()
    return Path(path).as_posix()


def _at(report: Report, place: Place) -> Sequence[Subject]:
    checks = [check for check in report.checks if check.path == place.path]
    exact = [check for check in checks if check.line == place.line]
    within = [check for check in checks if check.start_line <= place.line <= check.end_line]
    tests = [test for test in report.tests if test.path == place.path and test.line == place.line]
    around = _around(report.functions, place)
    return exact or within or tests or around or _last_before(report.tests, place)


def _around(found: Sequence[FunctionEntry], place: Place) -> list[FunctionEntry]:
    """The innermost function around a line."""
    holding = [each for each in found if each.path == place.path and each.line <= place.line <= each.end_line]
    return sorted(holding, key=lambda each: each.end_line - each.line)[:1]


def _last_before(tests: Sequence[TestEntry], place: Place) -> list[TestEntry]:
    before = [test for test in tests if test.path == place.path and test.line <= place.line]
    return sorted(before, key=lambda test: test.line)[-1:]


def _named(report: Report, text: str) -> Iterator[Subject]:
    wanted = {entry.id: entry.check for entry in report.recommendations if entry.id == text}
    yield from (check for check in report.checks if check.recommendation in wanted)
    exact = [test for test in report.tests if test.id == text]
    yield from exact or (test for test in report.tests if _ends(test.id, text))
    yield from _by_name(report.functions, text)


def _by_name(found: Sequence[FunctionEntry], text: str) -> list[FunctionEntry]:
    exact = [each for each in found if each.name == text]
    return exact or [each for each in found if each.name.endswith(f".{text}")]


def _ends(test: str, text: str) -> bool:
    return test.endswith((f"::{text}", f"/{text}"))


def _bare(text: str) -> str:
    """Without the parameters of one run of a test, and the parentheses of a call."""
    run = _RUN.fullmatch(text)
    return run[1] if run else text.removesuffix("()")


def _known_checks(report: Report) -> Iterator[tuple[Place, str]]:
    return ((Place(each.path, each.line), "a check") for each in report.checks)


def _known_tests(report: Report) -> Iterator[tuple[Place, str]]:
    return ((Place(each.path, each.line), each.id) for each in report.tests)


def _known_functions(report: Report) -> Iterator[tuple[Place, str]]:
    return ((Place(each.path, each.line), each.name) for each in report.functions)


def _unknown(text: str, kinds: str, known: Sequence[tuple[Place, str]]) -> Failure:
    names = [name for _, name in known]
    short = {re.split(r"::|\.", name)[-1]: name for name in names}
    near = difflib.get_close_matches(text, names, n=3) or [
        short[name] for name in difflib.get_close_matches(re.split(r"::|\.", text)[-1], short, n=3)
    ]
    hint = f"Did you mean {' or '.join(near)}?" if near else _FORMS
    return Failure("unknown-subject", f"no {kinds} is called {text!r}", hint)


def _nothing_at(report: Report, place: Place, kinds: str, known: Sequence[tuple[Place, str]]) -> Failure:
    unread = next((entry for entry in report.skipped if entry.path == place.path), None)
    if unread is not None:
        return Failure("not-read", f"was not read: {unread.reason}", unread.fix, unread.path, unread.line)
    here = [(where.line, name) for where, name in known if where.path == place.path]
    if not here:
        message = f"no {kinds} was found in this file"
        return Failure(
            "unknown-subject", message, f"Give a path of the audited project with a {kinds}.", place.path
        )
    line, name = min(here, key=lambda each: (abs(each[0] - place.line), each))
    message = f"no {kinds} stands on this line"
    return Failure(
        "unknown-subject", message, f"The nearest is {name}: {place.path}:{line}", place.path, place.line
    )


def _ambiguous(text: str, names: Sequence[str]) -> Failure:
    shown = ", ".join(sorted(names)[:_MANY])
    return Failure("ambiguous-subject", f"{text!r} names {len(names)} of them", f"Say which: {shown} …")


def _label(subject: Subject) -> str:
    if isinstance(subject, CheckEntry):
        return f"{subject.path}:{subject.line}"
    return subject.id if isinstance(subject, TestEntry) else subject.name
