"""A sketch as source: every unknown value is asserted to be filled in before anything is compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pyramid.write.sketch import UNKNOWN, Sketch, Style

_WIDTH = 88  # columns, the default of the common formatters
_WORD = re.compile(r"\W+")


def skeleton(sketch: Sketch, style: Style) -> str:
    """The test (in a class of its own where tests are methods), without its imports."""
    if style.base:
        return "\n".join(_class(sketch, style)) + "\n"
    return "\n".join(_function(sketch, style)) + "\n"


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The name, or the first one like it that no other test has."""
    plain = _WORD.sub("_", wanted)
    options = (plain if n == 1 else f"{plain}_{n}" for n in range(1, len(taken) + 2))
    return next(name for name in options if name not in taken)


def _function(sketch: Sketch, style: Style) -> Iterator[str]:
    many = len(sketch.cases) > 1 and style.cases
    columns = _columns(sketch) if many else ()
    if many:
        yield from _decorator(sketch, style, columns)
    ends = ") -> None:" if style.typed else "):"
    yield f"def {sketch.name}({', '.join((*sketch.fixtures, *columns))}{ends}"
    yield from _indented(_body(sketch, columns, 0) if many else _plain_body(sketch))


def _class(sketch: Sketch, style: Style) -> Iterator[str]:
    ends = ") -> None:" if style.typed else "):"
    base = ".".join(style.base.split(".")[-2:])
    yield f"class {_title(sketch.name)}({base}):"
    yield f"    def {sketch.name}(self{ends}"
    columns = _columns(sketch)
    lines = [f"cases = [{', '.join(_row(sketch, n) for n in range(len(sketch.cases)))}]"]
    if len(lines[0]) > _WIDTH - 8:
        lines = ["cases = [", *(f"    {_row(sketch, n)}," for n in range(len(sketch.cases))), "]"]
    lines += [f"for {', '.join(columns)} in cases:", f"    with self.subTest({_pairs(columns)}):"]
    lines += [f"        {line}" for line in _body(sketch, columns, 8)]
    yield from _indented(_indented(_about(sketch, lines)))


def _body(sketch: Sketch, columns: Sequence[str], indent: int) -> Iterator[str]:
    lines = [*_guards(columns, sketch), *sketch.arrange, f"assert {sketch.call} == expected"]
    yield from lines if indent else _about(sketch, lines)


def _plain_body(sketch: Sketch) -> Iterator[str]:
    """One case: the values stand in the test itself."""
    (case, *_) = sketch.cases
    lines = [*sketch.arrange]
    lines += [f"{name} = {value}" for name, value in zip(sketch.inputs, case.inputs, strict=True)]
    lines.append(f"expected = {case.expected}")
    unknown = [name for name, value in zip(sketch.inputs, case.inputs, strict=True) if value == UNKNOWN]
    unknown += ["expected"] if case.expected == UNKNOWN else []
    lines += [*map(_guard, unknown), f"assert {sketch.call} == expected"]
    return _about(sketch, lines)


def _about(sketch: Sketch, lines: Sequence[str]) -> Iterator[str]:
    if sketch.about:
        yield f"# {sketch.about}"
    yield from lines


def _guards(columns: Sequence[str], sketch: Sketch) -> Iterator[str]:
    values = [(*case.inputs, case.expected) for case in sketch.cases]
    for number, name in enumerate(columns):
        if any(row[number] == UNKNOWN for row in values):
            yield _guard(name)


def _guard(name: str) -> str:
    return f'assert {name} is not ..., "fill in {name}"'


def _decorator(sketch: Sketch, style: Style, columns: Sequence[str]) -> Iterator[str]:
    names = ", ".join(f'"{name}"' for name in columns)
    yield f"@{style.cases}("
    yield f"    ({names}),"
    yield "    ["
    for number, case in enumerate(sketch.cases):
        note = f"  # {case.note}" if case.note else ""
        row = f"        {_row(sketch, number)},"
        yield row + note if len(row + note) <= _WIDTH else row
    yield "    ],"
    yield ")"


def _columns(sketch: Sketch) -> tuple[str, ...]:
    return (*sketch.inputs, "expected")


def _row(sketch: Sketch, number: int) -> str:
    case = sketch.cases[number]
    inner = ", ".join((*case.inputs, case.expected))
    return f"({inner})" if case.inputs else f"({inner},)"


def _pairs(columns: Sequence[str]) -> str:
    return ", ".join(f"{name}={name}" for name in columns)


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_") if part)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" if line else "" for line in lines)
