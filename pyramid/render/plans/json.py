"""The plan for programs: the moves in order, and every end-to-end test that stays or goes."""

from __future__ import annotations

import msgspec

from pyramid.model.plan import Plan
from pyramid.render.encoding import encode
from pyramid.render.options import RenderOptions


def render(plan: Plan, options: RenderOptions) -> str:
    """All of it, sorted as it is."""
    return encode(msgspec.to_builtins(plan, order="deterministic"))
