"""Why the data says less than it could, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pyramid.cover.discovery import RunConfiguration
from pyramid.cover.recording import Recording
from pyramid.model.coverage import Notice

_RECORD = (
    "Record again with contexts: `--cov-context=test` for the test runner's coverage plugin, or "
    '`dynamic_context = "test_function"` under [tool.coverage.run], with `core = "ctrace"`.'
)


def no_coverage() -> Notice:
    """Nothing was recorded."""
    fix = f"Run the tests with coverage in this folder, or name the data with --coverage. {_RECORD}"
    message = "no recorded coverage was found: what tests reach is inferred from the source"
    return Notice(slug="coverage-none", message=message, fix=fix, severity="note")


def no_contexts(source: str, recording: Recording, configuration: RunConfiguration) -> Notice:
    """The data does not say which test ran what; find out why."""
    if recording.is_report:
        message = f"is a report ({recording.form}): it says which lines ran, not which test ran them"
        fix = f"Give the `.coverage` file that the report was made from. {_RECORD}"
        return Notice(slug="coverage-report-without-contexts", message=message, fix=fix, path=source)
    if configuration.core == "sysmon":
        message = "has no contexts: it was recorded with the sysmon core, which cannot record them"
        fix = f'Set `core = "ctrace"` ({configuration.path or "COVERAGE_CORE"} says sysmon) and record again.'
        return Notice(slug="coverage-sysmon", message=message, fix=fix, path=source)
    if configuration.dynamic_context:
        message = (
            f"has no contexts although {configuration.path} asks for them: the sysmon core, the default "
            "from Python 3.14 on, cannot record contexts, and an older run or a `coverage combine` of "
            "older data has none"
        )
        fix = 'Set `core = "ctrace"` under [tool.coverage.run], run `coverage erase` and record again.'
        return Notice(slug="coverage-contexts-lost", message=message, fix=fix, path=source)
    message = "has no contexts: it says which lines ran, not which test ran them"
    return Notice(slug="coverage-without-contexts", message=message, fix=_RECORD, path=source)


def unmatched_contexts(source: str, unmatched: Sequence[str], total: int) -> Notice:
    """Contexts that name no test of the tree."""
    example = unmatched[0] if len(unmatched[0]) <= 100 else unmatched[0][:99] + "…"
    labels = not any("::" in text or "." in text for text in unmatched)
    if labels and len(unmatched) == total:
        cause = "they are labels of whole runs (such as --context=unit), not tests"
        return Notice(
            slug="coverage-label-contexts",
            message=f"all {total} contexts name no test, such as {example!r}: {cause}",
            fix=_RECORD,
            path=source,
        )
    cause = "the tests were renamed or removed, lie outside the audited paths, or are made at run time"
    share = f"{len(unmatched)} of {total} contexts name no test that was found"
    return Notice(
        slug="coverage-unmatched-contexts",
        message=f"{share}, such as {example!r}: {cause}",
        fix="Record again; audit a root that holds the tests too.",
        path=source,
        severity="warning" if 2 * len(unmatched) > total else "note",
    )


def nothing_matched(source: str, files: Sequence[str]) -> Notice:
    """The data is about other files."""
    if not files:
        message, fix = "holds no measured file", "Check `source` and `omit` of the coverage configuration."
    else:
        message = f"none of its {len(files)} files is among the audited ones, the first is {files[0]}"
        fix = "Give the root that was measured, or data of this tree; `relative_files = true` helps."
    return Notice(slug="coverage-other-tree", message=message, fix=fix, path=source)


def moved(source: str, there: str, here: str, count: int) -> Notice:
    """Paths of another place were translated."""
    message = (
        f"was recorded elsewhere: {count} files under {there or '.'} were read as those under {here or '.'}"
    )
    fix = "Nothing to do; `relative_files = true` under [tool.coverage.run] records names that travel."
    return Notice(slug="coverage-moved", message=message, fix=fix, path=source, severity="note")


def stale(source: str, paths: Collection[str]) -> Notice:
    """Files changed after the run."""
    first = sorted(paths)[:3]
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    count = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    message = f"{count} changed since the recording ({', '.join(first)}{more}), which does not count there"
    return Notice(
        slug="coverage-stale", message=message, fix="Run the tests with coverage again.", path=source
    )


def unanswered(source: str, tests: Sequence[str]) -> Notice:
    """Labelled requests that no recorder saw."""
    message = (
        f"{len(tests)} tests sent labelled requests that were answered without a recorder, "
        f"such as {tests[0]}: what they ran is not on record"
    )
    fix = "Start every server of the tests with `pyramid record -- COMMAND`, and combine its records too."
    return Notice(slug="label-without-recorder", message=message, fix=fix, path=source, severity="error")


def outside_tests(names: Sequence[str]) -> Notice:
    """Functions that ran, but in no test."""
    examples = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    message = (
        f"{len(names)} functions ran outside every test ({examples}): "
        "at import time, or in a server process that does not know which test is running"
    )
    fix = "If tests start a server, record it: `pyramid record -- COMMAND`."
    return Notice(slug="coverage-outside-tests", message=message, fix=fix, severity="note")
