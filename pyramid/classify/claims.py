"""The layer that a test's folder or marker promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pyramid.model.layers import TestLayer
from pyramid.model.meaning import TestCase
from pyramid.rulebook.layer_rules import LayerRules

_TEST_WORD = re.compile(r"(?:^|[\W_])tests?(?:$|[\W_])")
_AROUND = re.compile(r"^tests?[\W_]+|[\W_]+tests?$")


def folder_claims(tests: Iterable[TestCase], rules: LayerRules) -> Mapping[str, TestLayer]:
    """The layers that are promised, by the symbols of the tests that promise one."""
    return {test.symbol: claim for test in tests if (claim := folder_claim(test, rules)) is not None}


def folder_claim(test: TestCase, rules: LayerRules) -> TestLayer | None:
    """The layer promised by the test's markers, else by its outermost folder with a layer's word.

    Never used to classify: only compared with what the test does.  A folder outside the tests'
    folder says nothing unless its word is unmistakable: ``api/`` may hold the application.
    """
    for marker in test.markers:
        for claim in rules.claims:
            if marker.lower() in claim.markers:
                return claim.layer
    return next(_by_folder(test.path.lower().split("/")[:-1], rules), None)


def _by_folder(folders: list[str], rules: LayerRules) -> Iterator[TestLayer]:
    inside = False
    for folder in folders:
        inside = inside or bool(_TEST_WORD.search(folder))
        word = _AROUND.sub("", folder)
        for claim in rules.claims:
            if folder in claim.anywhere or (inside and word in claim.folders):
                yield claim.layer
