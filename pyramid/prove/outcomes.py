"""What a runner that writes no report says on the screen, a test a line."""

from __future__ import annotations

import re
from collections.abc import Mapping

# ``test_name (package.module.Class.test_name)``, before Python 3.11 without the name at the end.
_HEAD = re.compile(r"^(?P<name>\w+) \((?P<owner>[\w.]+)\)", re.MULTILINE)
_END = re.compile(r"\b(ok|FAIL|ERROR|skipped\b.*|expected failure|unexpected success)\s*$", re.MULTILINE)
_WRONG = re.compile(r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (?P<name>\w+) \((?P<owner>[\w.]+)\)", re.MULTILINE)
_SETUP = {"setUpClass", "tearDownClass", "setUpModule", "tearDownModule"}
_RULER = re.compile(r"^={60,}$|^-{60,}$", re.MULTILINE)


def read_lines(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Passed, failed or skipped, by id; nothing of tests that are not spoken of.  ``names`` are dotted."""
    told = _told(text, set(names.values()))
    return {test: told[name] for test, name in names.items() if name in told}


def _told(text: str, wanted: set[str]) -> dict[str, str]:
    heads = [*_HEAD.finditer(text)]
    found: dict[str, str] = {}
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        said = _RULER.split(text[head.end() : end])[0]
        word = [match[1] for match in _END.finditer(said)]
        for name in _meant(head, wanted) if word else ():
            found.setdefault(name, _outcome(word[-1]))
    for wrong in _WRONG.finditer(text):
        found.update(dict.fromkeys(_meant(wrong, wanted), "failed"))
    return found


def _meant(head: re.Match[str], wanted: set[str]) -> set[str]:
    """The tests that a line speaks of: one, or all that stand behind the set-up of a class or module."""
    owner, name = head["owner"], head["name"]
    if name in _SETUP:
        return {each for each in wanted if each.startswith(f"{owner}.")}
    return {owner, f"{owner}.{name}"} & wanted


def _outcome(word: str) -> str:
    if word.startswith("skipped"):
        return "skipped"
    return "passed" if word in ("ok", "expected failure") else "failed"
