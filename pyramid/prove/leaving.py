"""What is told of tests that prove nothing: those that fail already, are skipped, or run other code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.model.coverage import Notice
from pyramid.prove.running import Found

_SHOWN = 3
_WORDS = 60  # of what the runner said


def left_out(layer: str, found: Sequence[Found], path: str) -> Iterator[Notice]:
    """A notice for each reason; ``path`` is the file of the function."""
    foreign = [each for each in found if each.foreign]
    if foreign:
        yield Notice(
            slug="prove-other-code",
            message=f"the {layer} tests do not import {path} of the copy: {_some(foreign[0].failed)}",
            fix="Install the project in development mode, or let its tests import it from the checkout.",
            path=path,
            severity="error",
        )
    idle = [test for each in found if each.idle for test in each.passed]
    if idle:
        yield Notice(
            slug="prove-not-executed",
            message=f"{len(idle)} {layer} tests pass and never run the function: {_some(idle)}",
            fix="Nothing to do: calls in the source lead there, in the run a test double stands in the way.",
            path=idle[0].partition("::")[0],
            severity="note",
        )
    failed = [test for each in found if not each.foreign for test in each.failed]
    if failed:
        passed = sum(len(each.passed) for each in found)
        said = next((each.said for each in found if each.failed and each.said), "")
        yield Notice(
            slug="prove-baseline-fails",
            message=_fails(layer, failed, passed, said),
            fix="Run them yourself first; name the project's interpreter with --python.",
            path=failed[0].partition("::")[0],
            severity="warning" if passed else "error",
        )
    skipped = [test for each in found for test in each.skipped]
    if skipped:
        yield Notice(
            slug="prove-skipped",
            message=f"{len(skipped)} {layer} tests were skipped and prove nothing: {_some(skipped)}",
            fix="Give them what they need (a browser, a service, a variable), or leave it so.",
            path=skipped[0].partition("::")[0],
            severity="warning",
        )


def _fails(layer: str, failed: Sequence[str], passed: int, said: str) -> str:
    words = " ".join(said.split()[-_WORDS:])
    if passed:
        these = f"{len(failed)} of {len(failed) + passed} {layer} tests fail on the unchanged code"
        return f"{these} and are left out: {_some(failed)}"
    return f"the {layer} tests do not pass on the unchanged code: {words}"


def _some(tests: Sequence[str]) -> str:
    more = f" and {len(tests) - _SHOWN} more" if len(tests) > _SHOWN else ""
    return f"{', '.join(tests[:_SHOWN])}{more}"
