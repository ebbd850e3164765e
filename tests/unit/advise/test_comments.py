"""Which comments suppress, and which lines of code they speak of."""

from __future__ import annotations

import pytest

from pyramid.advise.comments import Suppression, header_lines, suppressions
from pyramid.model.facts import Comment, Definition, FileFacts, Statement


def facts(
    *comments: tuple[int, str], code: tuple[int, ...] = (), functions: tuple[Definition, ...] = ()
) -> FileFacts:
    body = tuple(Statement("expression", line, line) for line in code)
    module = Definition("module", "", "", -1, 1, 1, 99, body=body)
    return FileFacts(
        path="a.py", language="x", lines=99, definitions=(module, *functions),
        comments=tuple(Comment(line, text) for line, text in comments),
    )  # fmt: skip


def only(text: str) -> Suppression:
    (found,) = suppressions(facts((3, text), code=(3,)))
    return found


@pytest.mark.parametrize(
    ("text", "codes", "reason"),
    [
        ("# pyramid: ignore[PYR101] the browser rounds", ("PYR101",), "the browser rounds"),
        ("// pyramid: ignore[PYR101] the browser rounds", ("PYR101",), "the browser rounds"),
        ("#pyramid:ignore[PYR101,PYR2] why", ("PYR101", "PYR2"), "why"),
        ("# pyramid: ignore[ PYR101 , PYR101 ]: why", ("PYR101",), "why"),
        ("# pyramid: ignore[PYR101] - see #12 - of the tracker", ("PYR101",), "see #12 - of the tracker"),
        ("# noqa: E501  # pyramid: ignore[PYR101] why", ("PYR101",), "why"),
        ("# pyramid: ignore[PYR101] why # noqa", ("PYR101",), "why"),
        ("# pyramid: ignore[PYR101]", ("PYR101",), ""),
        ("# pyramid: ignore[PYR101] --", ("PYR101",), ""),
        ("# pyramid: ignore[] why", (), "why"),
        ("# pyramid: ignore why", (), "why"),
    ],
)
def test_codes_and_reason(text: str, codes: tuple[str, ...], reason: str) -> None:
    assert (only(text).codes, only(text).reason) == (codes, reason)


@pytest.mark.parametrize(
    "text", ["# pyramid ignore[PYR101] x", "# ignore[PYR101] x", "# pyramid: ignored[PYR1] x"]
)
def test_what_is_no_suppression(text: str) -> None:
    assert suppressions(facts((3, text), code=(3,))) == ()


def test_a_comment_on_a_line_of_code_speaks_of_that_line() -> None:
    assert only("# pyramid: ignore[PYR1] x").target == 0


def test_a_comment_of_its_own_speaks_of_the_line_below_its_block() -> None:
    (found,) = suppressions(facts((3, "# pyramid: ignore[PYR1] x"), (4, "# more"), code=(2, 5)))
    assert found.target == 5


def test_a_trailing_comment_does_not_speak_of_the_next_line() -> None:
    (found,) = suppressions(facts((3, "# pyramid: ignore[PYR1] x"), code=(3, 4)))
    assert found.target == 0


def test_inside_a_block_a_comment_of_its_own_is_one() -> None:
    inner = Statement("expression", 5, 5)
    function = Definition("function", "f", "f", 0, 2, 1, 9, body=(Statement("if", 3, 9, body=(inner,)),))
    (found,) = suppressions(facts((4, "# pyramid: ignore[PYR1] x"), functions=(function,)))
    assert found.target == 5


def test_the_head_of_a_function_goes_from_its_decorators_to_its_body() -> None:
    function = Definition("function", "f", "f", 0, 4, 3, 9, body=(Statement("pass", 7, 7),))
    known = facts(functions=(function,))
    assert header_lines(known, 4) == range(3, 7)
    assert header_lines(known, 8) == range(8, 9)
