"""Garbage collection held back while masses of objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from running inside the block.

    Syntax trees and facts hold no cycles, so it would only traverse them again and again:
    measured, decoding takes fifteen times as long with it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
