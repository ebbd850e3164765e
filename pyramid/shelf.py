"""The shelf of kept analyses: one for each surroundings, in the file of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from pyramid.cover.discovery import record_places
from pyramid.keep import Kept
from pyramid.recall import Surroundings, installation
from pyramid.results import USUAL
from pyramid.settings import Settings
from pyramid.workspace import Workspace
from pyramid.workspace.answers import Answers
from pyramid.workspace.contents import Contents

#: Files that are analysed so quickly that keeping them costs nobody anything.
_FEW = 500


class AnalysisShelf:
    """See ``pyramid.resuming.Shelf``.  For one audit."""

    def __init__(self, workspace: Workspace, settings: Settings, answers: Answers) -> None:
        self.workspace = workspace
        self._root, self._settings, self._answers = workspace.root, settings, answers
        self._digests: Mapping[str, str] = {}
        self._key = ""
        self._frequented = False

    def look(self) -> Kept | None:
        """What was kept last under the same surroundings."""
        known, workspace = self._answers.index(), self.workspace
        contents = Contents(str(self._root), known)
        around = Surroundings.of(self._root, self._settings, workspace, contents, USUAL, record_places())
        if around.large or not self._answers.owner:
            return None
        self._digests = self._read(contents)
        beside = sorted({*workspace.templates, *workspace.frontend})
        parts = (installation(), self._answers.owner, contents.digest(beside), *around.parts)
        digest = blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16)
        self._key = f"analysis-{digest.hexdigest()}"
        # A first audit of a large tree is slow enough; the second one says that more will come.
        self._frequented = len(self._digests) <= _FEW or 2 * len(known) >= len(self._digests)
        return self._answers.find(self._key, Kept)

    def digests(self) -> Mapping[str, str]:
        """The digests of the sources as they were when somebody looked."""
        return self._digests

    @property
    def takes(self) -> bool:
        """Not where this looks like the only audit of a large tree."""
        return bool(self._key) and self._frequented

    def put(self, kept: Kept) -> None:
        """Keep it, unless sources were written meanwhile."""
        if not self.takes:
            return
        contents = Contents(str(self._root), self._answers.index())
        if self._read(contents) == self._digests:
            self._answers.keep(self._key, kept)

    def _read(self, contents: Contents) -> dict[str, str]:
        return {file.path: contents.of(file.path) for file in self.workspace.files}
