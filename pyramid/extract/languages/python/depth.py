"""How deep code may nest.

Three things run out of depth: the parser's stack, which ends the process; the walk; and every
reader of the facts, who recurses as the walk does but starts from deeper down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pyramid.extract.nesting import EXPRESSION_LIMIT, TooDeep
from pyramid.model.facts import Definition, Expression, FileFacts, Statement

#: Brackets open at once; CPython itself refuses more than 200.
BRACKET_LIMIT = 200
#: Operators, dots and brackets that one expression may join before it is parsed: the parser's time
#: grows with more than the square of them, so that 30 000 would take hours.
CHAIN_LIMIT = 1000

_OTHERS = re.compile(r"[^()\[\]{}]+")
_STEP = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_NOT_CODE = re.compile(
    r"#[^\n]*|'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\""
    r"|'(?:[^\\\n']|\\.)*'|\"(?:[^\\\n\"]|\\.)*\"",
    re.DOTALL,
)
_NO_JOINTS = bytes(byte for byte in range(256) if byte not in b".+-*/%@&|^~<>([")
_WORDS = ("not", "else", "lambda")
_STEPS = re.compile(r"[()\[\]{}\n,;.+\-*/%@&|^~<>]|\b(?:not|else|lambda)\b")


def check_brackets(text: str) -> None:
    """Raise TooDeep when the brackets of the code nest deeper than ``BRACKET_LIMIT``.

    Cheap first: few brackets cannot nest deep.  Then all brackets, those in strings and
    comments too, and only when these seem deep the code alone.
    """
    if text.count("(") + text.count("[") + text.count("{") <= BRACKET_LIMIT:
        return
    if _brackets(text) > BRACKET_LIMIT and _brackets(_NOT_CODE.sub("", text)) > BRACKET_LIMIT:
        raise TooDeep(f"more than {BRACKET_LIMIT} brackets are open at once")


def check_chains(text: str) -> None:
    """Raise TooDeep when one expression of the code joins more than ``CHAIN_LIMIT`` operands.

    Cheap first, as for brackets: most files have too few operators, and most others break every
    row of them with a comma.
    """
    if not _many_joints(text.encode("utf-8", "replace")) and not _many_words(text):
        return
    code = _NOT_CODE.sub("", text).replace("\\\n", "")
    if not any(map(_many_joints, code.encode("utf-8", "replace").split(b","))) and not _many_words(code):
        return
    if _longest_chain(code) > CHAIN_LIMIT:
        raise TooDeep(f"an expression joins more than {CHAIN_LIMIT} operands")


def check_expressions(facts: FileFacts) -> None:
    """Raise TooDeep when an expression has more than ``EXPRESSION_LIMIT`` levels."""
    level = [root for definition in facts.definitions for root in _roots(definition)]
    for _ in range(EXPRESSION_LIMIT):
        level = [operand for node in level for operand in node.operands]
        if not level:
            return
    raise TooDeep(f"an expression has more than {EXPRESSION_LIMIT} levels")


def _roots(definition: Definition) -> Iterator[Expression]:
    yield from definition.decorators
    yield from definition.bases
    yield from (value for _, value in definition.keywords)
    for parameter in definition.parameters:
        yield from filter(None, (parameter.annotation, parameter.default))
    if definition.returns is not None:
        yield definition.returns
    yield from _in_statements(definition.body)


def _in_statements(body: Iterable[Statement]) -> Iterator[Expression]:
    for statement in body:
        yield from statement.targets
        yield from filter(None, (statement.value, statement.annotation))
        if statement.body:
            yield from _in_statements(statement.body)


def _brackets(text: str) -> int:
    return max(accumulate(map(_STEP.__getitem__, _OTHERS.sub("", text))), default=0)


def _many_joints(text: bytes) -> bool:
    return len(text.translate(None, _NO_JOINTS)) > CHAIN_LIMIT


def _many_words(text: str) -> bool:
    return sum(map(text.count, _WORDS)) > CHAIN_LIMIT


def _longest_chain(code: str) -> int:
    """The most joints on the way to one operand: those of its brackets and of all around them."""
    longest, joints, outer = 0, 0, list[int]()
    for step in _STEPS.findall(code):
        if step in "([{":
            outer.append(joints)
        elif step in ")]}":
            joints = outer.pop() + 1 if outer else 0
        elif step in ",;\n":
            if step != "\n" or not outer:
                joints = outer[-1] if outer else 0
        else:
            joints += 1
        longest = max(longest, joints)
    return longest
