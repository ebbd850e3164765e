"""What breaking a function on purpose shows: which layer of tests notices, and how soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyramid.model.coverage import Notice

#: Where proofs are kept, in the folder of the cache.
FILE = "proofs-1.json"
CAUGHT, SURVIVED = "caught", "survived"
#: The cheapest first.
ORDER = ("unit", "component", "integration", "api", "e2e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One small change of a function.  ``kind`` is body, comparison, boundary, arithmetic, boolean,
    return or raise; ``line`` is 1-based in the unchanged file; ``before`` and ``after`` are source."""

    kind: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return (
            f"line {self.line}: {self.before} → {self.after}"
            if self.after
            else f"line {self.line}: {self.before}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The tests of one layer run against one fault, until the first of them failed.

    ``seconds`` is the time of the whole command; ``how`` says what ended it: failed, timeout, broken
    (the tests could not start) or passed.
    """

    layer: str
    outcome: str
    seconds: float
    how: str = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultTrials:
    """One fault and what each layer made of it."""

    fault: Fault
    trials: tuple[Trial, ...] = ()

    def caught_by(self, layer: str) -> bool:
        """Whether the tests of the layer noticed."""
        return any(trial.layer == layer and trial.outcome == CAUGHT for trial in self.trials)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerTests:
    """The tests of one layer that were run: their ids, how many more reach the function, and the seconds
    that all of them take on the unchanged code."""

    layer: str
    tests: tuple[str, ...]
    more: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Everything found out about one function.

    ``files`` are the digests of the function's file and of the files of its tests: when one of them
    changes, the proof is no longer one.
    """

    function: str
    path: str
    line: int
    layers: tuple[LayerTests, ...] = ()
    faults: tuple[FaultTrials, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def caught(self, layers: Iterable[str]) -> tuple[Fault, ...]:
        """The faults that the tests of any of the layers noticed."""
        wanted = tuple(layers)
        return tuple(each.fault for each in self.faults if any(map(each.caught_by, wanted)))

    def seconds_to_catch(self, layer: str) -> tuple[float, ...]:
        """The seconds after which the layer noticed, one for each fault that it did, sorted."""
        trials = (trial for each in self.faults for trial in each.trials)
        return tuple(sorted(t.seconds for t in trials if t.layer == layer and t.outcome == CAUGHT))

    @property
    def lower(self) -> tuple[str, ...]:
        """The layers below end-to-end that were tried."""
        return tuple(each.layer for each in self.layers if each.layer != ORDER[-1])

    @property
    def only_top(self) -> tuple[Fault, ...]:
        """The faults that only the end-to-end tests noticed: what to write before thinning."""
        below = set(map(id, self.caught(self.lower)))
        return tuple(fault for fault in self.caught(ORDER[-1:]) if id(fault) not in below)

    @property
    def unnoticed(self) -> tuple[Fault, ...]:
        """The faults that no test noticed."""
        known = set(map(id, self.caught(ORDER)))
        return tuple(each.fault for each in self.faults if id(each.fault) not in known)

    @property
    def is_safe(self) -> bool:
        """Whether the lower tests notice something, and all that the end-to-end tests notice."""
        tried = any(each.layer == ORDER[-1] for each in self.layers)
        return tried and bool(self.caught(self.lower)) and not self.only_top

    @property
    def pseudo_tested(self) -> tuple[str, ...]:
        """The layers whose tests run the function and notice none of its faults."""
        return tuple(each.layer for each in self.layers if self.faults and not self.caught((each.layer,)))
