"""What a reader asked for, beside the format itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How to print.

    ``width`` is in terminal columns.  ``color`` allows ANSI colours, ``unicode`` characters
    beyond ASCII.  ``everything`` lifts the limits of the lists; ``statistics`` asks for counts
    per code; ``quiet`` for the verdict and the findings only; ``verbose`` for every reason.
    ``rules`` are folders with rule files of the project's own, for formats that explain a code.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    everything: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    rules: tuple[Path, ...] = ()
