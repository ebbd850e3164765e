"""What names mean: the vocabulary between recognition and advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyramid.model.facts import Expression
from pyramid.model.layers import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One recognised use of a name.

    ``kind`` is the rule's ``emit``; ``rule`` the id of the rule file; ``scope`` the dotted name
    of the function, class or module in whose body it stands; ``path`` and ``line`` the place.
    ``slots`` are the rule's constants and what its ``take`` found, as text; unknown parts of a
    text are NUL.  ``expression`` is the recognised call, decorator or base.
    """

    kind: str
    rule: str
    scope: str
    path: str
    line: int
    slots: tuple[tuple[str, str], ...] = ()
    expression: Expression | None = None
    subject: str = ""
    certainty: Certainty = Certainty.CERTAIN

    def slot(self, name: str, default: str = "") -> str:
        """The text of one slot."""
        return next((text for key, text in self.slots if key == name), default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A URL that the application answers.

    ``method`` is upper case, ``*`` for any.  ``path`` has ``{name}`` for each parameter.
    ``handler`` is the dotted name of the function or method that answers.
    """

    method: str
    path: str
    handler: str
    file: str
    line: int
    name: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """A request that a test makes: a test client's call, a page visit, a fetch.

    ``url`` keeps unknown parts as ``{}``.  ``handlers`` are dotted names, best first.
    ``channel`` is ``client`` (in process or over HTTP) or ``browser`` (a page visit).
    ``frontend`` is true for a page that the frontend owns: no handler answers it, or only one that
    hands out the same shell for every path.
    """

    scope: str
    path: str
    line: int
    method: str
    url: str
    channel: str
    handlers: tuple[str, ...] = ()
    certainty: Certainty = Certainty.LIKELY
    frontend: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase:
    """One test function.  ``id`` is the runner's node id; ``symbol`` the dotted name.

    ``setup`` names the functions that run around it (fixtures, set-up methods), ``steps`` those
    that run what is written elsewhere: the steps of a scenario.
    """

    __test__ = False

    id: str
    path: str
    line: int
    end_line: int
    symbol: str
    runner: str
    markers: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One assertion that an end-to-end test reaches, at the place where it is written.

    ``line`` is that of the matcher itself, ``start_line`` and ``end_line`` those of the
    statement.  ``matcher`` is the rule's name for what is compared (``text``, ``visible``,
    ``url``, ``count`` …), ``subject`` the expression looked at, ``expected`` the known text.
    ``tests`` are the symbols of every test that reaches it.
    """

    path: str
    line: int
    start_line: int
    end_line: int
    scope: str
    text: str
    matcher: str
    negated: bool = False
    subject: Expression | None = None
    expected: Expression | None = None
    tests: tuple[str, ...] = ()
    multiplicity: int = 1


@dataclass(frozen=True, slots=True)
class Meanings:
    """Every recognised use, in order of path and line, with look-up by kind and by scope."""

    all: tuple[Meaning, ...]
    _by_kind: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False, compare=False)
    _by_scope: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> Meanings:
        """Sort and index."""
        ordered = tuple(sorted(meanings, key=lambda m: (m.path, m.line, m.kind, m.rule, m.slots)))
        by_kind: dict[str, list[Meaning]] = {}
        by_scope: dict[str, list[Meaning]] = {}
        for meaning in ordered:
            by_kind.setdefault(meaning.kind, []).append(meaning)
            by_scope.setdefault(meaning.scope, []).append(meaning)
        freeze = lambda table: {key: tuple(found) for key, found in table.items()}  # noqa: E731
        return cls(ordered, freeze(by_kind), freeze(by_scope))

    def of_kind(self, kind: str) -> tuple[Meaning, ...]:
        """Every meaning of one kind."""
        return self._by_kind.get(kind, ())

    def in_scope(self, scope: str) -> tuple[Meaning, ...]:
        """Every meaning in the body of one function, class or module (nested ones excluded)."""
        return self._by_scope.get(scope, ())
