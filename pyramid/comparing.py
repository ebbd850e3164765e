"""Change mode: the state before a change, from git, and the answer about the change."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from pyramid import __version__
from pyramid.advise import Before, Change
from pyramid.extract import suffixes
from pyramid.model.report import Report
from pyramid.pipeline import Progress, audit_change, load_rules_for, state_of
from pyramid.recall import Beside, Names, installation, speaking
from pyramid.settings import Settings
from pyramid.shelf import AnalysisShelf
from pyramid.workspace import DocumentFiles
from pyramid.workspace.answers import Answers
from pyramid.workspace.base_tree import Blob, index_files, lay_out, listing_digest, tree_files
from pyramid.workspace.contents import Contents
from pyramid.workspace.difference import Difference, empty_tree


def compared(
    root: Path,
    settings: Settings,
    difference: Difference,
    *,
    progress: Progress | None = None,
    shelf: AnalysisShelf | None = None,
    names: Names | None = None,
) -> Report:
    """The answer about what changed.  Raises ``PyramidError``.

    ``names`` saves the look into the rules for the names of the files that are read.

    The state before is kept by what its files hold: that of a commit was often seen before it was
    committed.
    """
    top = Path(os.path.realpath(root))
    answers = Answers(top / settings.cache_dir if settings.cache else None)
    try:
        documents = names.documents if names else load_rules_for(top, settings).document_kinds()
        read = frozenset(suffixes()) | DocumentFiles(documents).suffixes
        key = _keys(top, settings, answers)
        before = _before(top, settings, difference, answers, key, read)
        change = Change(base=difference.base, changes=difference.changes, before=before)
        report, after = audit_change(top, settings, change, progress=progress, shelf=shelf)
        next_one = index_files(top, read) if after is not None else None
        if after is not None and next_one is not None and answers.owner:
            answers.keep(key(next_one), after)
        return report
    finally:
        answers.close()


def _keys(root: Path, settings: Settings, answers: Answers) -> Callable[[tuple[Blob, ...]], str]:
    """What a state is kept under: its files, and all that decides how they are read."""
    rules = Contents(str(root), {}).digest(sorted(Beside.rules(root, settings)))
    parts = (__version__, sys.version, installation(), answers.owner, root.name, rules, speaking(settings))

    def key(files: tuple[Blob, ...]) -> str:
        text = "\0".join((*parts, listing_digest(files))).encode("utf-8", "surrogateescape")
        return f"state-{blake2b(text, digest_size=16).hexdigest()}"

    return key


def _before(
    root: Path,
    settings: Settings,
    difference: Difference,
    answers: Answers,
    key: Callable[[tuple[Blob, ...]], str],
    read: frozenset[str],
) -> Before:
    files = tree_files(root, difference.base or empty_tree(root), read)
    kept = answers.find(key(files), Before) if answers.owner else None
    if kept is not None:
        return kept
    with TemporaryDirectory(prefix="pyramid-") as scratch:
        folder = Path(scratch) / (root.name or "root")
        folder.mkdir()
        lay_out(root, files, folder, settings.max_file_size)
        # The settings of today judge both states; facts go where those of today are.
        fixed = replace(
            settings,
            cache_dir=str(root / settings.cache_dir),
            rules=tuple(str(root / rules) for rules in settings.rules),
            coverage=(),
            results=(),
        )
        made = state_of(folder, fixed)
    if answers.owner:
        answers.keep(key(files), made)
    return made
