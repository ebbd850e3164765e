"""Journeys in plain language: what a hosted end-to-end service or a person takes over."""

from __future__ import annotations

from dataclasses import dataclass

FLOWS_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAt:
    """One thing to look at in a journey: the check as written, its place, and why it stays end to end."""

    text: str
    path: str
    line: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One journey: the end-to-end test it comes from, what its own lines open or send, what to look at."""

    test: str
    path: str
    line: int
    journey: str
    steps: tuple[str, ...]
    look_at: tuple[LookAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Every journey that keeps a check, by path and line."""

    flows: tuple[Flow, ...]
    schema_version: str = FLOWS_VERSION
