"""Every function is put down to the request it works for, whatever runs at the same time."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from .conftest import CELLS, Recorder

#: Labels of a run; ``PYRAMID_FULL=1`` asks for the number of the acceptance test.
LABELS = 1500 if os.environ.get("PYRAMID_FULL") else 200


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_32_requests_at_once_and_every_other_without_a_label(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    here = recorder(python, backend)
    here.program("busy.py")
    done = here.run("busy.py", str(LABELS))
    assert len({key for key, _ in done.oracle}) == LABELS + 1
    assert done.pairs() == done.oracle
    assert not done.record.errors
