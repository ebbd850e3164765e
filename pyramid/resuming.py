"""An earlier analysis taken up again, when no source file says anything else than it did then.

What is read again are the files whose content is another one: when their facts differ in nothing but
lines, the whole analysis stands, on other lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pyramid.advise import has_suppressions
from pyramid.extract import cached_facts, decode_tree, extract_files
from pyramid.extract.pages import SourceLines
from pyramid.extract.processes import one_thread
from pyramid.keep import Kept, Moved, keep, moves, resume
from pyramid.model.analysis import Analysis
from pyramid.model.facts import FileFacts
from pyramid.model.layers import EvidenceKind
from pyramid.settings import Settings
from pyramid.workspace import FactCache, Workspace

#: After so many edited files an analysis is made anew.
_MOST = 40
#: The one language whose files' lines are known to mean nothing by themselves.
_LANGUAGE = "python"


class Shelf(Protocol):
    """Where an analysis outlives the run."""

    workspace: Workspace

    def look(self) -> Kept | None:
        """What was kept last under the same surroundings."""

    def digests(self) -> Mapping[str, str]:
        """The digests of the sources as they were when somebody looked."""

    @property
    def takes(self) -> bool:
        """Whether it is worth while to put something there."""

    def put(self, kept: Kept) -> None:
        """Keep it, unless sources were written meanwhile."""


def resumed(settings: Settings, shelf: Shelf) -> Analysis | None:
    """The analysis that is kept, told for the files as they are; None when it does not fit them."""
    kept, workspace = shelf.look(), shelf.workspace
    if kept is None:
        return None
    digests = shelf.digests()
    edited = {path for path, digest in digests.items() if kept.digests.get(path) != digest}
    files = {file.path: file for file in workspace.files}
    fits = digests.keys() == kept.digests.keys() == files.keys() and len(edited) <= _MOST
    if not fits or any(files[path].language != _LANGUAGE for path in edited):
        return None
    with FactCache.open(workspace.root / settings.cache_dir) as cache, one_thread() as alone:
        wanted = [files[path] for path in sorted({*edited, *kept.commented})]
        now = decode_tree(extract_files(wanted, workspace.read, cache, alone))
        before = {path: cached_facts(cache, kept.digests[path], files[path]) for path in sorted(edited)}
    facts = {path: now.facts(path) for path in now.paths}
    if len(facts) < len(wanted):
        return None
    found = {path: moved for path in before if (moved := _moved(before[path], facts[path])) is not None}
    if len(found) < len(edited):
        return None
    return resume(kept, workspace.root, found, facts, SourceLines(workspace.read))


def put_away(analysis: Analysis, shelf: Shelf) -> None:
    """Keep an analysis for later runs, when none was recorded: what ran is told by lines."""
    coverage = analysis.coverage
    if shelf.takes and coverage.evidence is EvidenceKind.NONE and not coverage.sources:
        shelf.put(keep(analysis, shelf.digests(), has_suppressions))


def _moved(before: FileFacts | None, now: FileFacts) -> Moved | None:
    return moves(before, now) if before is not None else None
