"""The tests can fail: with each of these mistakes in the recorder, its record is not the oracle's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import CELLS, Recorder

TWIN = """
import os

def log(key, name):
    with open(os.environ["ORACLE"], "a") as file:
        file.write(f"{key}\\t{name}\\n")

def twin(key):
    log(key, "twin")
"""
TWINS = """
import os, sys

sys.path.insert(0, "site-packages")
import cart
import library
import shop


def application(environ, start_response):
    library.twin("")  # the library's is none of the application's
    shop.twin(environ["QUERY_STRING"])
    cart.twin(environ["QUERY_STRING"])


os.environ["ORACLE"] = os.environ["KEPT"]
key = "00000007-00000001"
application({"QUERY_STRING": key, "HTTP_CONTENT_LANGUAGE": "x-pyr-" + key}, None)
"""
MONITORED = [cell for cell in CELLS if "monitoring" in cell.values]


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_without_threads(python: str, backend: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder(python, backend)
    here.program("busy.py")
    here.mutate("start.py", "            threads.carry(self.agent),\n", "")
    done = here.run("busy.py", "20")
    assert {name for _, name in done.oracle - done.pairs()} == {"pooled", "threaded", "below", "in_executor"}


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_with_a_pool_that_keeps_labels(python: str, backend: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder(python, backend)
    here.program("busy.py")
    here.mutate("threads.py", "before = CURRENT.set(self._label)", "before = CURRENT.set(CURRENT.get())")
    done = here.run("busy.py", "20")
    assert done.pairs() != done.oracle


def _twins(here: Recorder) -> set[str]:
    here.write("site-packages/library.py", TWIN)
    here.write("shop.py", TWIN)
    here.write("cart.py", TWIN)
    here.write("twins.py", TWINS)
    done = here.run("twins.py", KEPT=str(here.log), ORACLE="/dev/null")
    return {
        place.file for asker in done.record.askers.values() for place in asker.ran if place.name == "twin"
    }


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_equal_code_of_another_file_is_told_apart(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    assert _twins(recorder(python, backend)) == {"shop.py", "cart.py"}


@pytest.mark.parametrize(("python", "backend"), MONITORED)
def test_keyed_by_equal_code(python: str, backend: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder(python, backend)
    here.mutate("monitoring.py", "number = id(code)", "number = hash(code)")
    assert _twins(here) == {"shop.py"}


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_labels_that_outlive_their_request(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    here = recorder(python, backend)
    here.program("busy.py")
    here.mutate("agent.py", "            return self.labels.default\n", "            return CURRENT.get()\n")
    done = here.run("busy.py", "20")
    assert {name for key, name in done.pairs() - done.oracle if key} >= {"bare"}
