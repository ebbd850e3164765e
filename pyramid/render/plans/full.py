"""The plan for people: what it comes to, the moves in order, the end-to-end tests that are enough."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pyramid.model.plan import Move, Plan
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, printable, seconds
from pyramid.render.screen.page import paint
from pyramid.render.screen.words import SURENESS, heading, layer, says

_SHOWN = 15
_NAMED = 3


def render(plan: Plan, options: RenderOptions) -> str:
    """The sum first."""
    return paint(_parts(plan, options), options)


def _parts(plan: Plan, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text()
    yield says(summary(plan), "bold")
    yield says(_certainty(plan), "dim")
    if plan.kept:
        yield says(nothing_lost(plan), "dim" if all(each.by for each in plan.kept) else "bold yellow")
    yield Text()
    if plan.moves:
        yield heading("Moves", "by what they save for their work", options)
        yield _moves(plan.moves if options.everything else plan.moves[:_SHOWN])
        yield from _more(len(plan.moves) - _SHOWN, options)
    if plan.staying:
        yield heading(
            "Stays end-to-end", f"{count(len(plan.staying), 'test')} cover all that must stay", options
        )
        yield _staying(plan)
        yield Text()
    if plan.gone:
        yield heading("Goes when its checks have moved", count(len(plan.gone), "test"), options)
        for test in plan.gone if options.everything else plan.gone[:_SHOWN]:
            yield Text(f"    {printable(test)}", overflow="fold")
        yield from _more(len(plan.gone) - _SHOWN, options)
    if plan.kept and options.everything:
        yield heading("Still run", "what the tests that go run today, and by whom", options)
        for each in plan.kept:
            how = "" if each.measured else " (by the calls in the source)"
            by = printable(each.by) or "nobody"
            yield Text(f"    {printable(each.function)}  {by}{how}", overflow="fold")
        yield Text()


def summary(plan: Plan) -> str:
    """``37 e2e tests → 9; 22 min → 5 min; 61 checks to unit, 18 to API``."""
    time = ""
    if plan.seconds is not None:
        time = f"; {seconds(plan.seconds)} → {seconds(plan.left_seconds)}"
    moved = f"; {count(plan.to_unit, 'check')} to unit, {plan.to_api} to API"
    return f"{count(plan.tests, 'end-to-end test')} → {len(plan.staying)}{time}{moved}."


def nothing_lost(plan: Plan) -> str:
    """What becomes of the functions that the tests that go run, measured and not."""
    lost = [each.function for each in plan.kept if not each.by]
    if lost:
        more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        return f"Lost with the tests that go: {', '.join(map(printable, lost[:_NAMED]))}{more}."
    measured = [each for each in plan.kept if each.measured]
    told = []
    if measured:
        stays = sum("::" in each.by for each in measured)
        who = f"in tests that stay ({stays}) or in lower tests ({len(measured) - stays})"
        what = count(len(measured), "function")
        told.append(f"Nothing measured is lost: {what} of the tests that go were also recorded {who}.")
    inferred = len(plan.kept) - len(measured)
    if inferred:
        what = count(inferred, "more function" if measured else "function")
        told.append(f"By the calls in the source, {what} of theirs will still be run.")
    return " ".join(told)


def _certainty(plan: Plan) -> str:
    kept = count(plan.must, "route, check or function", "routes, checks and functions")
    what = "seconds" if plan.seconds is not None else "tests"
    if plan.exact:
        return (
            f"All {kept} that must stay end-to-end are covered; no choice with fewer {what} does it (proven)."
        )
    return (
        f"All {kept} that must stay end-to-end are covered by a greedy choice, which may not be the smallest:"
        " install the extra `plan` for the exact one."
    )


def _moves(moves: tuple[Move, ...]) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    for options in ({"justify": "right", "width": 4}, {"no_wrap": True}, {"justify": "right"}, {"ratio": 1}):
        table.add_column(**options)
    for number, move in enumerate(moves, 1):
        saves = f"saves {seconds(move.seconds)}" if move.seconds is not None else ""
        name = Text(overflow="fold").append(printable(move.function), style="bold")
        name.append(f"  {count(len(move.checks), 'check')}, {SURENESS.get(move.confidence, move.confidence)}")
        if move.proven:
            name.append("  proven safe", style="green")
        todo = "thin: a lower test checks it" if move.action == "thin" else f"write in {move.write_in}"
        name.append(f"\n{one_line(todo)}", style="dim")
        table.add_row(str(number), layer(move.to), Text(saves, style="dim"), name)
    return table


def _staying(plan: Plan) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", width=8)
    table.add_column(ratio=1, overflow="fold")
    for test in plan.staying:
        text = Text(overflow="fold").append(printable(test.test))
        text.append(f"\nalone for {one_line(', '.join(test.because), 140)}", style="dim")
        table.add_row(Text(seconds(test.seconds) if test.seconds is not None else "", style="dim"), text)
    return table


def _more(number: int, options: RenderOptions) -> Iterator[Text]:
    if number > 0 and not options.everything:
        yield Text(f"    and {number:,} more: --all shows them.", style="dim")
    yield Text()
