"""Layer and role rules: what a test or function does, as data, and what follows from it.

Vocabulary of a ``kind = "layer"`` file (one per layer, in ``rules/layers/``)::

    [claims]                   # words that promise this layer; compared with behaviour, never used for it
    folders = ["api"]          # a folder under the tests' folder, or joined with "test" (api_tests)
    anywhere = ["e2e"]         # a folder wherever it stands
    markers = ["e2e"]          # a marker's name

    [[rule]]
    id = "drives-a-browser"
    layer = "e2e"              # or only `tags = [...]`
    rank = 900                 # the highest rank that holds decides; the next other layer is the runner-up
    certainty = "certain"
    because = "drives a browser"
    when.test.does = ["visit"] # all keys must hold, any entry of a list is enough
    unless.test.does = []      # none may hold

Keys are ``PART.does`` with the parts below.  A ``kind = "role"`` file has ``role``, and its
keys are those of ``ROLE_KEYS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyramid.model.layers import Certainty, Role, TestLayer

LAYER_KEYS: Mapping[str, str] = {
    "test.does": "meaning kinds in the test's own body and in the test code it calls",
    "setup.does": "meaning kinds in the set-up it asks for (fixtures by name, its class's set-up methods), "
    "and in the test code they call",
    "around.does": "the same in fixtures that run around every test, asked for or not",
    "arranged.does": "meaning kinds in the application functions that this set-up calls, or that those reach",
    "given.does": "meaning kinds in the functions and classes that its fixtures define inside themselves",
    "suite.does": "meaning kinds on its class, its class's bases, and its markers",
    "called.does": "meaning kinds in the bodies of the application functions it calls itself",
    "reached.does": "meaning kinds in any application code that those functions reach",
}

ROLE_KEYS: Mapping[str, str] = {
    "does": "meaning kinds in the function's own body",
    "is": "meaning kinds whose subject is the function (a decorated handler, a task)",
    "class.is": "meaning kinds whose subject is the function's class or one of its bases",
    "shape": "words of the closed list SHAPES",
    "name": "the function's own name, exactly",
}

SHAPES: Mapping[str, str] = {
    "decides": "has a branch, a comparison, a boolean operator or a conditional expression",
    "computes": "has arithmetic on values or takes a sum, minimum, maximum …; not only text formatting",
    "raises": "refuses by raising an error",
    "property": "is read like an attribute",
    "accessor": "returns a stored value or a constant, nothing else",
    "dunder": "is a special method of the language",
    "routes": "answers a route of the application",
    "test-code": "stands in test code",
    "calls": "calls at least one other function",
    "empty": "has no statement that does anything",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One key of ``when`` or ``unless`` and the entries of which any is enough."""

    key: str
    any_of: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRule:
    """If all of ``when`` and none of ``unless`` hold, the test stands at ``layer`` and has ``tags``."""

    id: str
    because: str
    rank: int = 0
    certainty: Certainty = Certainty.LIKELY
    layer: TestLayer | None = None
    tags: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerClaim:
    """Words of folders and markers by which people promise a layer."""

    layer: TestLayer
    folders: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRules:
    """Every layer rule, highest rank first, and every claim."""

    rules: tuple[LayerRule, ...] = ()
    claims: tuple[LayerClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """If all of ``when`` and none of ``unless`` hold, the function has the ``role``."""

    id: str
    role: Role
    rank: int = 0
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRules:
    """Every role rule, highest rank first, and the words of files and folders that hold test code."""

    rules: tuple[RoleRule, ...] = ()
    test_folders: frozenset[str] = frozenset()
    test_files: frozenset[str] = frozenset()
