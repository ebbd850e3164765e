"""What a check asks: its matcher, what it looks at, what it expects."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyramid.model.facts import Expression
from pyramid.model.meaning import Meaning
from pyramid.model.program import Program
from pyramid.model.provenance import Locator, Sight
from pyramid.provenance.bodies import inside, pick, returned
from pyramid.provenance.frames import bound, handed_frames
from pyramid.provenance.journey import Event, Walker
from pyramid.provenance.namesakes import called
from pyramid.provenance.sight import Looker
from pyramid.provenance.texts import shown
from pyramid.provenance.unfolding import opened

_LITERAL = frozenset({"string", "number", "constant", "format", "tuple", "list", "dict", "set", "bytes"})


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """``line`` is the matcher's own line; ``expected`` the texts, unknown parts NUL; ``computed`` the
    functions of the application with which the test computes what it expects; ``called`` the test's
    words for the page object that it looks at; ``tokens`` the values that it names and no code spells
    out; ``heard`` the handlers of the answers that it has listened for and uses."""

    line: int
    matcher: str
    negated: bool
    sight: Sight
    expected: tuple[str, ...]
    subject: Expression | None = None
    computed: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    heard: tuple[str, ...] = ()

    @property
    def sought(self) -> tuple[str, ...]:
        """The texts that the check wants to see: expected ones, and those that it finds its element by."""
        named = [at.value if at.by == "text" else at.name for at in self.sight.locators[-1:]]
        return (*self.expected, *(text for text in named if text), *sorted(self.tokens))


def ask(event: Event, looker: Looker, walker: Walker) -> Question:
    """Read one assertion event."""
    if event.kind == "assert":
        return _asserted(event, looker, walker)
    meaning, call = event.meaning, event.expression
    assert meaning is not None
    waited = _until(event, meaning, looker, walker) if meaning.slot("matcher") == "condition" else None
    if waited is not None:
        return waited
    subject = pick(call, meaning.slot("subject")) if meaning.slot("subject") else None
    given = [argument for argument in call.operands[1:] if argument is not subject]
    seen = looker.look(subject, event.frame) if subject is not None else Sight(kind="none")
    if seen.kind == "none" and meaning.slot("by"):
        seen = Sight(kind="element", locators=(Locator(by=meaning.slot("by"), value=meaning.slot("value")),))
    asked = [subject] if subject is not None else []
    if seen.kind == "none" and given:
        asked = [*asked, *given]
        seen, given = _best(asked, event, looker)
    inner = next((found for each in asked if (found := _matcher_inside(each, event, walker))), None)
    matcher = meaning.slot("matcher", "equal")
    if inner is not None and matcher in ("equal", "true", "contains"):
        matcher = _observed(inner, matcher)
    if seen.kind == "element" and matcher == "equal" and _counts([*asked, *call.operands[1:]]):
        matcher = "count"
    given = _compared(call, meaning, given)
    expected = tuple(text for argument in given[:2] for text in shown(looker.program, argument, event.frame))
    negated = meaning.slot("negated") == "true"
    seen = _sharpened(seen, matcher, expected)
    said = called(looker.program, subject, event.frame)
    computed = _computed(given, event, walker)
    return Question(call.line, matcher, negated, seen, expected, subject, computed, said)


def _until(event: Event, meaning: Meaning, looker: Looker, walker: Walker) -> Question | None:
    """What a wait waits for: a condition of the tool's, or a function that says when it is so."""
    waited = pick(event.expression, meaning.slot("expected", "arg:0"))
    if waited is None:
        return None
    negated = meaning.slot("negated") == "true"
    for told in walker.meanings_of(waited, event.frame):
        if told.kind == "condition" and told.slot("matcher") != "condition":
            found = ask(replace(event, expression=waited, meaning=told), looker, walker)
            return replace(found, line=event.expression.line, negated=found.negated != negated)
    for inner, _ in handed_frames(looker.program, event.expression, event.frame):
        for value in returned(looker.program.definition(inner.scope)):
            found = _asserted(replace(event, kind="assert", expression=value, frame=inner), looker, walker)
            if found.sight.kind != "none":
                return replace(found, line=event.expression.line, negated=found.negated != negated)
    return None


def _computed(given: list[Expression], event: Event, walker: Walker) -> tuple[str, ...]:
    """The application's own functions in what is expected."""
    found: dict[str, None] = {}
    for argument in given[:2]:
        origins = _origins(walker.program, argument, event)
        for scope, part in ((scope, part) for scope, origin in origins for part in inside(origin)):
            for value in walker.program.values(scope, part.operands[0]) if part.kind == "call" else ():
                if value.kind == "function" and value.name in walker.program.symbols():
                    found.update({} if walker.follows(value.name) else {value.name: None})
    return tuple(found)


def _origins(program: Program, argument: Expression, event: Event) -> list[tuple[str, Expression]]:
    """An expression, or what its name was given, each with the scope in which it stands."""
    known = [(each.frame.scope, each.expression) for each in bound(argument, event.frame)]
    if not known and argument.kind in ("name", "attribute"):
        known = list(program.origins(event.frame.scope, argument))
    return known or [(event.frame.scope, argument)]


def _compared(call: Expression, meaning: Meaning, given: list[Expression]) -> list[Expression]:
    """What is compared with: where the rule says, and what stands behind it."""
    if not meaning.slot("expected"):
        return given
    first = pick(call, meaning.slot("expected"))
    if first is None:
        return []
    named_before = meaning.slot("subject") == "receiver" and first in given
    return given[given.index(first) :] if named_before else given


def _asserted(event: Event, looker: Looker, walker: Walker) -> Question:
    asked, around = event.expression, event.frame
    event, negated = opened(event, looker.program, walker)
    test = event.expression
    operands = list(test.operands) if test.kind in ("compare", "boolean") else [test]
    seen, others = _best(operands, event, looker)
    inner = _matcher_inside(test, event, walker)
    matcher = _operator(test)
    if inner is not None:
        matcher = _observed(inner, matcher)
        negated ^= inner.slot("negated") == "true"
    elif seen.kind == "element" and matcher == "equal" and _counts(operands):
        matcher = "count"
    negated ^= test.text in ("!=", "not in", "is not")
    expected = tuple(text for other in others[:2] for text in shown(looker.program, other, event.frame))
    seen = _sharpened(seen, matcher, expected)
    computed = _computed(others, event, walker)
    said = called(looker.program, asked, around)
    return Question(event.statement.line, matcher, negated, seen, expected, asked, computed, said)


def _best(operands: list[Expression], event: Event, looker: Looker) -> tuple[Sight, list[Expression]]:
    """The operand that looks at something, and the rest."""
    order = sorted(range(len(operands)), key=lambda place: (operands[place].kind in _LITERAL, place))
    for place in order:
        seen = looker.look(operands[place], event.frame)
        if seen.kind != "none":
            return seen, [other for n, other in enumerate(operands) if n != place]
    return Sight(kind="none"), operands[1:] if len(operands) > 1 else []


def _matcher_inside(expression: Expression, event: Event, walker: Walker) -> Meaning | None:
    if expression.kind in ("call", "attribute"):
        for meaning in walker.meanings_of(expression, event.frame):
            if meaning.slot("what") or meaning.slot("matcher"):
                return meaning
    for operand in expression.operands:
        found = _matcher_inside(operand, event, walker)
        if found is not None:
            return found
    return None


def _observed(meaning: Meaning, matcher: str) -> str:
    """What is compared: the observation's own word, except that a text may only be contained."""
    word = meaning.slot("what") or meaning.slot("matcher") or matcher
    return "contains" if word in ("text", "content") and matcher == "contains" else word


def _counts(operands: list[Expression]) -> bool:
    """Whether elements are counted: their number, or that there is none."""
    return any(
        (each.kind == "list" and not each.operands) or (each.kind == "call" and each.text == "len")
        for each in operands
    )


def _operator(test: Expression) -> str:
    if test.kind != "compare":
        return "true"
    return "contains" if test.text in ("in", "not in") else "equal"


def _sharpened(seen: Sight, matcher: str, expected: tuple[str, ...]) -> Sight:
    """A page looked at for its address or title is just that; for its text, the element with the text."""
    if seen.kind == "page" and matcher in ("contains", "text", "content") and expected:
        return Sight(kind="element", locators=(Locator(by="text", value=expected[0]),))
    if seen.kind == "page" and matcher in ("url", "title"):
        return Sight(kind=f"page-{matcher}")
    if seen.kind == "none" and matcher in ("url", "title", "screenshot"):
        return Sight(kind=f"page-{matcher}")
    return seen
