"""Who runs the command, from the environment's usual words."""

from __future__ import annotations

import os
from collections.abc import Mapping

PEOPLE, AGENTS = "full", "agent"
#: Coding agents say by these variables that they run a command.
AGENT_VARIABLES = (
    "AI_AGENT",
    "CLAUDECODE",
    "CODEX_SANDBOX",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "OPENCODE",
)


def usual_format(environment: Mapping[str, str] = os.environ) -> str:
    """The format for who asks, where neither an option, a variable nor a setting names one."""
    return AGENTS if any(environment.get(name) for name in AGENT_VARIABLES) else PEOPLE
