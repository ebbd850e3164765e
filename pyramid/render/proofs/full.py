"""Proofs for people: which layer notices which fault, and how soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pyramid.model.proof import FaultTrials, Proof
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, seconds, sentence
from pyramid.render.proof_words import verdict
from pyramid.render.screen.page import paint
from pyramid.render.screen.words import heading, layer, says, where


def render(proofs: Sequence[Proof], options: RenderOptions) -> str:
    """A section for each function, then all of them in a line a layer."""
    return paint((part for proof in proofs for part in _proof(proof, options)), options)


def _proof(proof: Proof, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text()
    yield heading(proof.function, f"{proof.path}:{proof.line}", options)
    yield says(sentence(verdict(proof)), "bold green" if proof.is_safe else "bold yellow")
    if proof.faults:
        yield Padding(_table(proof, options), (1, 0, 0, 2))
    for name in proof.pseudo_tested:
        yield says(f"The {name} tests run it and check none of it: it is pseudo-tested there.", "yellow")
    if proof.only_top:
        yield says("Write a lower test that notices these before thinning:", "yellow")
        for fault in proof.only_top:
            yield (
                Text("  ").append_text(where(proof.path, fault.line)).append(f"  {one_line(str(fault), 100)}")
            )
    for each in proof.layers:
        if each.more:
            yield says(f"{count(each.more, f'more {each.layer} test')} reach it and were not run.", "dim")
    for notice in proof.notices:
        yield says(f"{sentence(one_line(notice.message, 600))} Next: {notice.fix} ({notice.slug})", "yellow")


def _table(proof: Proof, options: RenderOptions) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold", max_width=max(20, options.width - 14 * len(proof.layers) - 20))
    for _ in proof.layers:
        table.add_column(justify="right", no_wrap=True)
    table.add_row("", Text("fault", style="dim"), *(layer(each.layer) for each in proof.layers))
    for each in proof.faults:
        change = f"{each.fault.before} → {each.fault.after}" if each.fault.after else each.fault.before
        table.add_row(
            Text(f"{each.fault.line}", style="dim"),
            Text(f"{each.fault.kind}: ", style="dim").append(one_line(change, 120), style="not dim"),
            *(_cell(each, known.layer) for known in proof.layers),
        )
    table.add_row("", Text("caught, in the middle after", style="dim"), *map(Text, _sums(proof)))
    return table


def _cell(trials: FaultTrials, name: str) -> Text:
    trial = next((each for each in trials.trials if each.layer == name), None)
    if trial is None:
        return Text("")
    if trial.outcome == "survived":
        return Text("not seen", style="red")
    how = {"timeout": " hangs", "broken": " breaks"}.get(trial.how, "")
    return Text(f"{seconds(trial.seconds)}{how}", style="green")


def _sums(proof: Proof) -> Iterator[str]:
    for each in proof.layers:
        times = proof.seconds_to_catch(each.layer)
        took = f" {seconds(median(times))}" if times else ""
        yield f"{len(times)}/{len(proof.faults)}{took}"
