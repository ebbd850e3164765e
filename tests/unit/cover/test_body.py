from pathlib import Path

import pytest
from coverage.config import DEFAULT_EXCLUDE
from coverage.parser import PythonParser

import pyramid
from pyramid.cover.body import function_bodies, statement_lines
from pyramid.extract.languages import python
from pyramid.model.facts import Extracted, FileFacts

ROOMS = ("cover", "extract", "settings", "workspace")
OWN = sorted(path for room in ROOMS for path in (Path(pyramid.__file__).parent / room).rglob("*.py"))


def extract(text: str) -> FileFacts:
    outcome = python.extract("a.py", text.encode())
    assert isinstance(outcome, Extracted)
    return outcome.facts


def firsts(text: str) -> dict[str, list[int]]:
    facts = extract(text)
    return {
        facts.definitions[b.index].qualname: [first for first, _ in b.spans] for b in function_bodies(facts)
    }


def test_headers_docstrings_and_declarations_do_not_count() -> None:
    text = '''\
@decorated
def f(
    a=1,
):
    """Text."""
    global g
    x: int
    y: int = 1
    return (
        y
    )
'''
    assert firsts(text) == {"f": [8, 9]}
    assert function_bodies(extract(text))[0].spans == ((8, 8), (9, 11))


def test_branches_count_by_their_own_line() -> None:
    text = """\
def f(a):
    if a:
        b()
    elif b:
        pass
    else:
        c()
    try:
        d()
    except E:
        raise
    finally:
        e()
"""
    assert firsts(text) == {"f": [2, 3, 4, 5, 7, 8, 9, 10, 11, 13]}


def test_a_nested_definition_has_its_own_body() -> None:
    text = "def f():\n    @d\n    def g():\n        return 1\n    class C:\n        x = 1\n    return g\n"
    assert firsts(text) == {"f": [2, 5, 7], "f.g": [4]}


def test_several_statements_on_a_line_are_one() -> None:
    assert firsts("def f(a):\n    if a: return 1\n    b(); c()\n") == {"f": [2, 3]}


def test_a_body_on_the_line_of_its_header_cannot_be_measured() -> None:
    assert firsts("def f(): return 1\n") == {"f": []}


def test_stubs_and_exempt_code_do_not_count() -> None:
    text = """\
def stub(): ...
def also():
    ...
def exempt():  # pragma: no cover
    return 1
class C:  # pragma: no cover
    def method(self):
        return 1
def f(a):
    if a:  # pragma: no cover
        b()
    if TYPE_CHECKING:
        import c
    return a
"""
    assert firsts(text) == {"stub": [], "also": [], "exempt": [], "C.method": [], "f": [14]}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_agrees_with_the_parser_of_coverage(path: Path) -> None:
    """Statement by statement, but for the header of a decorated nested definition, which counts once."""
    text = path.read_text("utf-8")
    facts = extract(text)
    parser = PythonParser(text=text, exclude="|".join(DEFAULT_EXCLUDE))
    parser.parse_source()
    ours = {first for body in function_bodies(facts) for first, _ in body.spans}
    inner = [d for d in facts.definitions if d.kind in ("function", "async", "class") and d.parent > 0]
    headers = {line for d in inner for line in range(d.start_line, d.line + 1)}
    scopes = [d for d in facts.definitions if d.kind in ("function", "async") and d.body]
    inside = {line for d in scopes for line in range(d.body[0].line, d.end_line + 1) if line > d.line}
    classes = {s.line for d in facts.definitions if d.kind == "class" for s in d.body}
    assert ours - headers - parser.statements == set()
    assert (parser.statements & inside) - ours - headers - classes - _unclear(facts) == set()
    assert parser.statements <= statement_lines(facts) | {1}


def _unclear(facts: FileFacts) -> set[int]:
    """Headers that carry their body."""
    return {d.line for d in facts.definitions}
