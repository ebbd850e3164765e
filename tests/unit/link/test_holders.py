"""Under which plain names objects and callables are held."""

from __future__ import annotations

import pytest

_POOL = frozenset({"concurrent.futures.ThreadPoolExecutor"})
_IMPORT = "from concurrent.futures import ThreadPoolExecutor\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("pool = ThreadPoolExecutor()", "pool"),
        ("class A:\n    def __init__(self):\n        self.workers = ThreadPoolExecutor()", "workers"),
        ("def made():\n    return ThreadPoolExecutor()", "made"),
        ("def made() -> ThreadPoolExecutor: ...", "made"),
        ("def use(given): ...\nuse(ThreadPoolExecutor())", "given"),
        ("with ThreadPoolExecutor() as entered: ...", "entered"),
        ("many = [ThreadPoolExecutor()]", "many"),
        ("found = [each for each in [ThreadPoolExecutor()]]", "each"),
        ("def same(value):\n    return value", "same"),
        ("class Own(ThreadPoolExecutor): ...\nmine = Own()", "mine"),
    ],
)
def test_no_name_is_missed(link, source: str, name: str) -> None:
    assert name in link({"a.py": _IMPORT + source}).program.holders(_POOL)


def test_other_names_are_left_out(link) -> None:
    source = "pool = ThreadPoolExecutor()\nother = 'text'\ndef plain():\n    return 1"
    assert not {"other", "plain"} & link({"a.py": _IMPORT + source}).program.holders(_POOL)


def test_values_that_hold_each_other(link) -> None:
    source = "def one():\n    return [two]\ndef two():\n    return [one, ThreadPoolExecutor()]"
    assert {"one", "two"} <= link({"a.py": _IMPORT + source}).program.holders(_POOL)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("make = ThreadPoolExecutor", "make"),
        ("class A:\n    pool_class = ThreadPoolExecutor", "pool_class"),
        ("class A:\n    @property\n    def kind(self):\n        return ThreadPoolExecutor", "kind"),
    ],
)
def test_callables_under_another_name(link, source: str, name: str) -> None:
    renamed = link({"a.py": _IMPORT + source}).program.renamed()
    assert "concurrent.futures.ThreadPoolExecutor" in renamed[name]


def test_callables_under_their_own_name(link) -> None:
    assert "ThreadPoolExecutor" not in link({"a.py": _IMPORT}).program.renamed()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    name = 1\n    name = A()\n    name.run()\n    name = 'x'", "a.A.run"),
        ("    if isinstance(given, A):\n        given.run()", "a.A.run"),
        ("    return [each.run() for each in [A()]]", "a.A.run"),
        ("    made.run()", "a.A.run"),
    ],
)
def test_what_shifts_is_read_at_its_place(link, body: str, expected: str) -> None:
    files = {"a.py": f"class A:\n    def run(self): ...\nmade = A()\neach = 1\ndef use(given):\n{body}"}
    written = next(word for word in ("name.run", "given.run", "each.run", "made.run") if word in body)
    assert link(files).names("a.use", written) == (expected,)
