"""What the exit status says."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum


class ExitStatus(IntEnum):
    """0 clean, 1 findings at or above ``--fail-on``, 2 a usage, configuration or internal error.

    The shell's own conventions apply to an interrupt (130) and a reader that left (141).
    """

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2
    INTERRUPTED = 130
    BROKEN_PIPE = 141


def exit_status(severities: Collection[str], fail_on: str, levels: tuple[str, ...]) -> ExitStatus:
    """FINDINGS when a finding is at or above ``fail_on``; ``levels`` go from never to the worst."""
    bar = levels.index(fail_on)
    reached = bar > 0 and not set(severities).isdisjoint(levels[bar:])
    return ExitStatus.FINDINGS if reached else ExitStatus.CLEAN
