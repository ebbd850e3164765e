"""The facts of a tree, without the files that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.extract.quiet import collector_paused
from pyramid.extract.run import ExtractedTree
from pyramid.model.facts import Extracted, Failed, FileFacts, Skipped


class FactsTree:
    """The decoded facts by path; ``failures`` are the files that gave none."""

    def __init__(self, facts: Mapping[str, FileFacts], failures: tuple[Skipped | Failed, ...]) -> None:
        self._facts = facts
        self.paths = tuple(facts)
        self.failures = failures

    def facts(self, path: str) -> FileFacts:
        """The facts of one of ``paths``."""
        return self._facts[path]


def decode_tree(tree: ExtractedTree) -> FactsTree:
    """Decode every file, in the order of the tree's paths."""
    facts: dict[str, FileFacts] = {}
    failures: list[Skipped | Failed] = []
    with collector_paused():
        for path, outcome in zip(tree.paths, tree.outcomes(), strict=True):
            if isinstance(outcome, Extracted):
                facts[path] = outcome.facts
            else:
                failures.append(outcome)
    return FactsTree(facts, tuple(failures))
