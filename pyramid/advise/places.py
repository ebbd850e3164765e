"""Where a lower test would go: the repository's own files and folders say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyramid.model.layers import FocalFunction, LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase


class Places:
    """Suggests the file of a lower test from where tests of that layer stand."""

    def __init__(
        self,
        tests: Sequence[TestCase],
        verdicts: Mapping[str, LayerVerdict],
        focal: Mapping[str, Sequence[FocalFunction]],
    ) -> None:
        self._folders: dict[TestLayer, Counter[str]] = {}
        self._files: dict[TestLayer, dict[str, Counter[str]]] = {}
        for test in tests:
            layer = verdicts[test.symbol].layer
            self._folders.setdefault(layer, Counter())[test.path.rpartition("/")[0]] += 1
            by_module = self._files.setdefault(layer, {})
            for found in focal.get(test.symbol, ()):
                by_module.setdefault(found.function, Counter())[test.path] += 1

    def file_for(self, seam: str, module: str, siblings: Sequence[str], layer: TestLayer) -> str:
        """The test file of ``layer`` that covers the seam's module most, else a new one beside its like.

        ``siblings`` are the dotted names of the module's functions.
        """
        votes: Counter[str] = Counter()
        for name in (seam, *siblings):
            votes.update(self._files.get(layer, {}).get(name, {}))
        named = module.rpartition(".")[2]
        fitting = [path for path in votes if named in path.rpartition("/")[2]]
        if fitting:
            return min(fitting, key=lambda path: (-votes[path], path))
        folder = self._folder(layer)
        return f"{folder}/test_{named}.py".lstrip("/")

    def _is_of(self, folder: str, layer: TestLayer) -> bool:
        """Whether no other layer has more tests in the folder."""
        return self._folders[layer][folder] >= max(counts[folder] for counts in self._folders.values())

    def _folder(self, layer: TestLayer) -> str:
        counted = self._folders.get(layer)
        if counted:
            own = {folder for folder in counted if self._is_of(folder, layer)} or set(counted)
            return min(own, key=lambda folder: (-counted[folder], folder))
        others = Counter(f for layer_, c in self._folders.items() if layer_ is not TestLayer.E2E for f in c)
        above = min(others, key=lambda folder: (-others[folder], folder)) if others else "tests/unit"
        return f"{above.rpartition('/')[0] or above}/{layer.value}".lstrip("/")
