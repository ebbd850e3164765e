"""Proofs for programs: every fault with what each layer made of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pyramid.model.proof import Proof
from pyramid.render.encoding import encode
from pyramid.render.options import RenderOptions
from pyramid.render.proof_words import verdict


def render(proofs: Sequence[Proof], options: RenderOptions) -> str:
    """A list of proofs, each with its verdict."""
    return encode([_public(proof) for proof in proofs])


def _public(proof: Proof) -> dict[str, object]:
    table: dict[str, object] = msgspec.to_builtins(proof, order="deterministic")
    return {**table, "verdict": verdict(proof), "safe": proof.is_safe}
