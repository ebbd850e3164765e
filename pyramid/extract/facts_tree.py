"""The facts of a tree, without the files that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from pyramid.extract.facts_codec import CorruptFacts
from pyramid.extract.quiet import collector_paused
from pyramid.extract.run import EncodedFacts, ExtractedTree
from pyramid.model.facts import Extracted, Failed, FileFacts, Outcome, Skipped


class FactsTree:
    """The decoded facts by path; ``failures`` are the files that gave none."""

    def __init__(self, facts: Mapping[str, FileFacts], failures: tuple[Skipped | Failed, ...]) -> None:
        self._facts = facts
        self.paths = tuple(facts)
        self.failures = failures

    def facts(self, path: str) -> FileFacts:
        """The facts of one of ``paths``."""
        return self._facts[path]


class EarlyDecoder:
    """Decodes facts as they arrive, while other processes still read."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Outcome] = {}

    def __call__(self, entry: EncodedFacts) -> None:
        """Take the facts of one file; damaged ones are left to ``tree``, which makes them anew."""
        with suppress(CorruptFacts):
            self._outcomes[entry.path] = entry.decode()

    def tree(self, extracted: ExtractedTree) -> FactsTree:
        """The facts of the whole tree, in the order of its paths."""
        known = self._outcomes
        return _tree((path, known.get(path) or extracted.outcome(path)) for path in extracted.paths)


def decode_tree(tree: ExtractedTree) -> FactsTree:
    """Decode every file, in the order of the tree's paths."""
    return EarlyDecoder().tree(tree)


def _tree(outcomes: Iterable[tuple[str, Outcome]]) -> FactsTree:
    facts: dict[str, FileFacts] = {}
    failures: list[Skipped | Failed] = []
    with collector_paused():
        for path, outcome in outcomes:
            if isinstance(outcome, Extracted):
                facts[path] = outcome.facts
            else:
                failures.append(outcome)
    return FactsTree(facts, tuple(failures))
