"""Names in reports → tests of the audited tree, exactly or not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyramid.model.meaning import TestCase
from pyramid.results.attempt import Attempt

_SPLIT = re.compile(r"\s+[›>»|]\s+|::")  # noqa: RUF001
_SPACE = re.compile(r"\s+")
_IDENTIFIER = re.compile(r"\w+")
_HOLES = re.compile(r"\{\}|%[sdifjop#%]|\$\{[^}]*\}|\$[\w.]+")
_NUMBERED = re.compile(r" \[\d+\]\Z")
_SOURCE = re.compile(r"[\w@()\[\]./\\ -]+\.(?:py|java|kt|groovy|feature|[cm]?[jt]sx?)")

Match = tuple[TestCase | None, str]


class Matcher:
    """Finds the test of an attempt; an ambiguous name finds nothing, and says so."""

    def __init__(self, tests: Sequence[TestCase]) -> None:
        self._paths = {test.path for test in tests}
        self._by_last: dict[str, list[tuple[str, TestCase]]] = defaultdict(list)
        self._by_title: dict[str, list[TestCase]] = defaultdict(list)
        self._patterns: list[tuple[re.Pattern[str], TestCase]] = []
        self._known: dict[tuple[str, str, tuple[str, ...], str], Match] = {}
        for test in tests:
            self._enter(test)

    def find(self, attempt: Attempt) -> Match:
        """The test and "" or a remark (it has moved); None and the reason when there is none."""
        key = (attempt.owner, attempt.name, attempt.groups, attempt.file)
        if key not in self._known:
            self._known[key] = self._find(attempt)
        return self._known[key]

    def _enter(self, test: TestCase) -> None:
        path, _, names = test.id.partition("::")
        dotted = ".".join((_module(path), *names.split("::")))
        for name in {dotted, test.symbol}:
            self._by_last[name.rpartition(".")[2]].append((name, test))
        if test.symbol.rpartition(".")[2] == names.rpartition("::")[2]:
            return  # a function, which is known by its name
        title = _title(_NUMBERED.sub("", names))
        self._by_title[title].append(test)
        if _HOLES.search(title):
            self._patterns.append((_pattern(title), test))

    def _find(self, attempt: Attempt) -> Match:
        if not attempt.name.strip():
            return None, "it has no name"
        file = _file(attempt)
        found = self._by_function(attempt) or self._by_titles(attempt, file)
        moved = [] if found else self._moved(attempt, file)
        exact = _in_file(found or moved, file)
        if len(exact) == 1:
            return exact[0], "" if found and _same_file(exact[0], file) else "moved"
        if exact:
            return None, f"{len(exact)} tests are called so: {', '.join(test.id for test in exact[:3])}"
        if file and not any(_ends(path, file) for path in self._paths):
            return None, f"no test file of the audited tree is {file}"
        return None, "no test of the tree is called so: it is made at run time, or was renamed or removed"

    def _by_function(self, attempt: Attempt) -> list[TestCase]:
        """Functions and methods: one of the dotted names is the end of the other."""
        wanted = _dotted(attempt)
        options = self._by_last.get(wanted[-1], ()) if wanted else ()
        return _unique(test for name, test in options if _agreement(name.split("."), wanted)[1])

    def _moved(self, attempt: Attempt, file: str) -> list[TestCase]:
        """The test of a file that is gone: its groups or class and its own name are the same."""
        if file and any(_ends(path, file) for path in self._paths):
            return []
        wanted = _dotted(attempt)
        if wanted and " " not in attempt.owner and not self._has_module(wanted):
            options = self._by_last.get(wanted[-1], ())
            scored = [(_agreement(name.split("."), wanted)[0], test) for name, test in options]
            return _unique(
                test
                for score, test in scored
                if score >= len(test.id.split("::")) - 1 and (score > 1 or not _has_class(wanted))
            )
        titles = _titles(attempt) if file else ()
        return _unique(test for title in titles for test in self._by_title.get(title, ()))

    def _has_module(self, wanted: Sequence[str]) -> bool:
        """Whether a file of the tree has the dotted name that stands before the test."""
        starts = [wanted[:n] for n in range(1, len(wanted))]
        return any(_agreement(_module(path).split("."), start)[1] for path in self._paths for start in starts)

    def _by_titles(self, attempt: Attempt, file: str) -> list[TestCase]:
        for title in _titles(attempt):
            found = [test for test in self._by_title.get(title, ()) if _same_file(test, file)]
            if found:
                return _unique(found)
        for title in _titles(attempt):
            found = [
                test for form, test in self._patterns if _same_file(test, file) and form.fullmatch(title)
            ]
            if found:
                return _unique(found)
        return []


def _dotted(attempt: Attempt) -> list[str]:
    """The parts of a function's dotted name; nothing for a title."""
    base = _IDENTIFIER.match(attempt.name)
    if base is None or (base.end() < len(attempt.name) and attempt.name[base.end()] not in "[({ "):
        return []
    return [part for part in re.split(r"[.$#/\\]", attempt.owner) if part] + [base[0]]


def _titles(attempt: Attempt) -> list[str]:
    """What the test may be called with the groups around it: dialects differ in what they repeat."""
    groups = [group for group in attempt.groups if not _SOURCE.fullmatch(group)]
    owner = "" if _SOURCE.fullmatch(attempt.owner) else attempt.owner
    around = [" ".join(groups[n:]) for n in range(len(groups) + 1)]
    found = [attempt.name, f"{owner} {attempt.name}", *(f"{each} {attempt.name}" for each in around)]
    return list(dict.fromkeys(_title(each) for each in found))


def _title(text: str) -> str:
    return _SPACE.sub(" ", _SPLIT.sub(" ", text)).strip()


def _pattern(title: str) -> re.Pattern[str]:
    parts = _HOLES.split(title)
    return re.compile(".+?".join(map(re.escape, parts)), re.DOTALL)


def _file(attempt: Attempt) -> str:
    """The source file as far as the report tells it, POSIX."""
    told = (attempt.file, attempt.owner, *reversed(attempt.groups))
    named = next((text for text in told if text and _SOURCE.fullmatch(text)), "")
    return named.replace("\\", "/").removeprefix("./")


def _in_file(found: list[TestCase], file: str) -> list[TestCase]:
    exact = [test for test in found if test.path == file]
    return exact or [test for test in found if _same_file(test, file)] or found


def _same_file(test: TestCase, file: str) -> bool:
    return not file or _ends(test.path, file)


def _ends(path: str, file: str) -> bool:
    """The same file, told from different folders."""
    short, long = sorted((path, file), key=len)
    return long == short or long.endswith("/" + short)


def _module(path: str) -> str:
    return path.rpartition(".")[0].replace("/", ".") if "." in path.rpartition("/")[2] else path


def _agreement(known: Sequence[str], wanted: Sequence[str]) -> tuple[int, bool]:
    """How many last parts agree, and whether one of the names is used up."""
    number = 0
    for one, other in zip(reversed(known), reversed(wanted), strict=False):
        if one != other:
            break
        number += 1
    return number, number == min(len(known), len(wanted)) and number > 1


def _has_class(wanted: Sequence[str]) -> bool:
    return len(wanted) > 1 and wanted[-2][:1].isupper()


def _unique(found: Iterable[TestCase]) -> list[TestCase]:
    return list({test.id: test for test in found}.values())
