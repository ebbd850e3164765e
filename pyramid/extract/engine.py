"""Where files are read: in this process, in several of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from pyramid.extract.processes import executor_for
from pyramid.model.errors import PyramidError


@contextmanager
def executor(jobs: int, engine: str = "") -> Iterator[Executor | None]:
    """What runs the extraction; None leaves the choice to it.

    ``jobs`` is a number of processes of this machine, 0 for all; ``engine`` the address of a cluster, which
    goes before.  Raises PyramidError when the cluster cannot be used.
    """
    if engine:
        with _cluster(engine) as there:
            yield there
    else:
        with executor_for(jobs) as here:
            yield here


@contextmanager
def _cluster(engine: str) -> Iterator[Executor]:
    try:
        from pyramid.extract.cluster import connected
    except ModuleNotFoundError as error:
        fix = 'Install it with its extra: pip install "pyramid-audit[distributed]".'
        raise PyramidError("no-engine", f"the library {error.name} is not installed", fix) from None
    with connected(engine) as there:
        yield there
