"""The linked program: every name of every file, resolved across the repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyramid.model.facts import Definition, Expression, FileFacts
from pyramid.model.layers import Certainty


@dataclass(frozen=True, slots=True)
class Symbol:
    """A module, class or function of the audited tree.

    ``name`` is the full dotted name (``shop.cart.Cart.total``); ``index`` is its place in
    ``FileFacts.definitions``; lines are 1-based, ``start_line`` includes the decorators.
    """

    name: str
    path: str
    index: int
    kind: str  # module, class, function, async, lambda
    line: int
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression can stand for.

    ``kind`` is ``module, class, function`` (project symbols), ``instance`` (of a project
    class), ``external`` (a dotted name outside the tree, or an attribute reached through one)
    or ``external-instance`` (an object of the external type ``name``).  ``name`` is dotted.
    ``origin`` ("path:line") is the place that created an instance: the identity by which a
    router, an application or a locator is told from another of the same type.  ``owner`` is the
    receiver's class for a bound method.
    """

    kind: str
    name: str
    origin: str = ""
    owner: str = ""
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Text:
    """A string known in whole or in part; each unknown part is a NUL character in ``pattern``."""

    pattern: str

    @property
    def known(self) -> bool:
        return "\0" not in self.pattern


class Program(Protocol):
    """Questions that later rooms ask of the linked program.

    ``scope`` is always the full dotted name of the module, class or function in whose body the
    expression stands.  Answers are deterministic and never raise on odd input: nothing known is
    an empty tuple.
    """

    def paths(self) -> tuple[str, ...]:
        """Every extracted file, sorted."""

    def facts(self, path: str) -> FileFacts:
        """The facts of one file."""

    def symbols(self) -> Mapping[str, Symbol]:
        """Every symbol by dotted name."""

    def module(self, path: str) -> str:
        """The dotted name of a file's module."""

    def symbol_at(self, path: str, index: int) -> Symbol:
        """The symbol of ``FileFacts.definitions[index]``."""

    def definition(self, symbol: str) -> Definition:
        """The definition of a symbol."""

    def values(self, scope: str, expression: Expression) -> tuple[Value, ...]:
        """What the expression can stand for."""

    def names(self, scope: str, expression: Expression) -> tuple[str, ...]:
        """Dotted names by which rules know the expression, nearest first.

        A method on an object of an external type is ``package.Type.method``; a project class
        that derives from an external one answers to both names.
        """

    def text(self, scope: str, expression: Expression) -> Text | None:
        """The string the expression evaluates to, unknown parts as wildcards."""

    def origins(self, scope: str, expression: Expression) -> tuple[tuple[str, Expression], ...]:
        """The expressions that a name or attribute was assigned from, each with its own scope.

        Empty for parameters and for what is not assigned anywhere; a project function's call is
        not followed.
        """

    def look_up(self, dotted: str, path: str = "") -> str | None:
        """The symbol that a dotted import path in a string means, as the file would import it."""

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A class's method resolution order, external bases included, itself first."""

    def member(self, name: str, attribute: str) -> str | None:
        """The dotted name of a class member looked up along the method resolution order."""

    def fixtures(self, test: str) -> tuple[str, ...]:
        """Dotted names of the fixture functions a test uses, autouse and indirect ones included."""

    def imports(self, path: str) -> tuple[str, ...]:
        """Dotted names of what the file imports, resolved, project and external."""

    def holders(self, types: frozenset[str]) -> frozenset[str]:
        """Plain names of the tree's variables, attributes and functions that may stand for an object
        (or give one) of these external types or of what derives from them; no name too few."""

    def renamed(self) -> Mapping[str, tuple[str, ...]]:
        """Plain name of a variable or attribute → dotted names of the classes, functions and external
        names that it stands for, where it is not called like them."""

    def external_packages(self) -> frozenset[str]:
        """Top-level packages imported anywhere that are not part of the tree."""


@dataclass(frozen=True, slots=True)
class CallEdge:
    """``caller`` runs ``callee``; both are dotted names.  ``via`` says how it was found."""

    caller: str
    callee: str
    line: int
    certainty: Certainty = Certainty.CERTAIN
    via: str = "call"  # call, fixture, setup, decorator, property, operator, request, template ...


class CallGraph(Protocol):
    """Who runs whom, and what can be reached."""

    def edges(self) -> Iterator[CallEdge]:
        """Every edge, sorted."""

    def callees(self, name: str) -> tuple[CallEdge, ...]: ...

    def callers(self, name: str) -> tuple[CallEdge, ...]: ...

    def reached_from(self, name: str) -> frozenset[str]:
        """Everything reachable from a node, itself excluded, at ``likely`` and better."""

    def starts_reaching(self, starts: Sequence[str]) -> Mapping[str, int]:
        """For each node the starts that reach it at ``likely`` and better, as bits in their order."""

    def path(self, start: str, goal: str) -> tuple[CallEdge, ...]:
        """A shortest path, empty when there is none."""
