"""The layers of the pyramid, the roles of functions, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TestLayer(str, Enum):
    """Where a test stands; ``load`` and ``manual`` stand beside the pyramid."""

    __test__ = False

    UNIT = "unit"
    COMPONENT = "component"
    INTEGRATION = "integration"
    API = "api"
    E2E = "e2e"
    LOAD = "load"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class Certainty(str, Enum):
    """How sure an inference is.  ``rank`` orders them, surest highest."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"

    @property
    def rank(self) -> int:
        return _RANKS[self._value_]

    @staticmethod
    def weakest(*parts: Certainty) -> Certainty:
        """The certainty of a chain is that of its weakest link."""
        return min(parts, key=lambda part: part.rank, default=Certainty.CERTAIN)


_RANKS = {"certain": 2, "likely": 1, "guess": 0}


class EvidenceKind(str, Enum):
    """``measured``: recorded runs; ``inferred``: read from the source; ``none``: nothing found."""

    MEASURED = "measured"
    INFERRED = "inferred"
    NONE = "none"


class Role(str, Enum):
    """What a function is for, seen from a backend's layers."""

    LOGIC = "logic"
    ENDPOINT = "endpoint"
    PERSISTENCE = "persistence"
    INTEGRATION = "integration"
    PRESENTATION = "presentation"
    GLUE = "glue"
    TEST = "test"


class Target(str, Enum):
    """The lowest honest layer of an end-to-end check."""

    UNIT = "unit"
    API = "api"
    COMPONENT = "component"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason, in words, with the place it was read from (``path`` may be empty)."""

    kind: EvidenceKind
    text: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerVerdict:
    """The layer of a test from what it does, with the runner-up and the reasons."""

    layer: TestLayer
    certainty: Certainty
    evidence: tuple[Evidence, ...] = ()
    runner_up: TestLayer | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalFunction:
    """A function that a test is about: ``score`` (0..1) and the parts it is the sum of.

    ``line`` is the 1-based line in the test's side where the function is called, 0 when only
    reached; ``parts`` pairs a reason (``name, file, last-call, direct, reached``) and its share.
    """

    function: str
    score: float
    parts: tuple[tuple[str, float], ...] = ()
    line: int = 0
