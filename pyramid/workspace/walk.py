"""The walk over the folders of a root."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pyramid.settings import Settings
from pyramid.workspace.candidates import Candidates, is_text
from pyramid.workspace.documents import DocumentFiles
from pyramid.workspace.exclusion import Exclusion, Ignores

_FOREIGN = frozenset(("pyvenv.cfg", "conda-meta", "CACHEDIR.TAG"))
_RULES = frozenset((".gitignore", ".git"))


class Walk:
    """Collects the files below some folders of one root in ``found``; folders may overlap."""

    def __init__(
        self, root: str, settings: Settings, languages: Mapping[str, str], documents: DocumentFiles
    ) -> None:
        self.found = Candidates(root, settings.max_file_size, languages, documents)
        self._root = root
        self._settings = settings

    def folder(self, start: str) -> None:
        """Everything below a folder that no rule leaves out."""
        exclusion = Exclusion(self._settings, start)
        ignores = Ignores.above(self._root, start) if self._settings.respect_gitignore else Ignores()
        pending = [(start, ignores)]
        while pending:
            folder, ignores = pending.pop()
            entries = self._entries(folder)
            names = {entry.name for entry in entries}
            if folder != start and self._foreign(folder, names, exclusion):
                continue
            if self._settings.respect_gitignore and not names.isdisjoint(_RULES):
                ignores = ignores.with_folder(self._root, folder)
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if self._enter(path, exclusion, ignores):
                        pending.append((path, ignores))
                elif self.found.wants(path, entry) and self._keep(path, entry, exclusion, ignores):
                    self.found.add(path, entry)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self._root, folder)) as found:
                return sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"the folder cannot be listed: {error.strerror}"
            fix = "Make it readable, or leave it out with `exclude`."
            self.found.failed(folder or ".", "unreadable-folder", reason, fix)
            return []

    def _enter(self, path: str, exclusion: Exclusion, ignores: Ignores) -> bool:
        if exclusion.excluded(path + "/") or ignores.ignored(path + "/"):
            self.found.left_out(path + "/")
            return False
        if not is_text(path):
            self.found.odd_name(path)
            return False
        return True

    def _foreign(self, folder: str, names: set[str], exclusion: Exclusion) -> bool:
        """Is the folder no part of the project?  Rules that need to see what is in it."""
        foreign = not names.isdisjoint(_FOREIGN) or exclusion.foreign_folder(folder, "__init__.py" in names)
        if foreign:
            self.found.left_out(folder + "/")
        return foreign

    def _keep(self, path: str, entry: os.DirEntry[str], exclusion: Exclusion, ignores: Ignores) -> bool:
        if entry.is_symlink() and os.path.isdir(entry.path):
            # Git does not apply a rule `x/` to a link named x; whoever wrote the rule meant it to.
            path += "/"
            out = exclusion.foreign_folder(path.rstrip("/"), package=False)
        else:
            out = not exclusion.included(path)
        out = out or exclusion.excluded(path) or ignores.ignored(path)
        if out:
            self.found.left_out(path)
        return not out
