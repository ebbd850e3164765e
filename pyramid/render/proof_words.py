"""A proof in words."""

from __future__ import annotations

from statistics import median

from pyramid.model.proof import ORDER, Proof
from pyramid.render.plain import count, seconds


def verdict(proof: Proof) -> str:
    """Whether the end-to-end tests can be thinned, and what says so."""
    if not proof.faults or not proof.layers:
        return "nothing was proved"
    told = "; ".join(layer_words(proof, each.layer) for each in proof.layers)
    tried = {each.layer for each in proof.layers}
    if ORDER[-1] not in tried:
        return told
    if not proof.lower:
        return f"{told}: no lower test reaches it, so nothing is safe to thin"
    if proof.only_top:
        only = count(len(proof.only_top), "fault")
        return f"{told}: not safe to thin, {only} only the end-to-end tests notice"
    end = "safe to thin" if proof.is_safe else "no test notices a fault, so nothing is shown"
    return f"{told}: {end}"


def layer_words(proof: Proof, layer: str) -> str:
    """``the unit tests catch 11 of 12 faults in 0.3 s``; the middle of the times to catch."""
    times = proof.seconds_to_catch(layer)
    took = f" in {seconds(median(times))}" if times else ""
    return f"the {layer} tests catch {len(times)} of {count(len(proof.faults), 'fault')}{took}"
