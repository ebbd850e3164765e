"""Why there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.coverage import Notice
from pyramid.workspace.opening import Workspace


def nothing_found(workspace: Workspace, tests: int) -> Iterator[Notice]:
    """Why an answer is empty, and what to do about it."""
    if not workspace.files:
        yield Notice(
            slug="no-sources",
            message=f"no source file was found in {workspace.root.name}",
            fix="Name the folder of a project; `include`, `exclude` and .gitignore may leave files out.",
        )
    elif not tests:
        yield Notice(
            slug="no-tests",
            message=f"no test was found in {len(workspace.files)} files",
            fix="Name the folder of the tests too; where their names are unusual, set `test-paths`.",
        )
