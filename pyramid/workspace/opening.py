"""From a root and some paths to the files of an audit."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyramid.model.errors import PyramidError
from pyramid.model.facts import Failed, Skipped, SourceFile
from pyramid.settings import Settings
from pyramid.workspace.documents import DocumentFiles
from pyramid.workspace.reader import Reader
from pyramid.workspace.walk import Walk


class WorkspaceError(PyramidError):
    """There is nothing to audit at this root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The files of one audit, sorted by path; every path is POSIX and relative to ``root``.

    ``outcomes`` are the source files that a user would expect among ``files`` and that are not
    there, with the reason.  ``templates`` and ``frontend`` are the pages and browser code beside
    the sources.  ``excluded`` are files and folders left out by the user's own rules or as no part
    of the project (a folder ends with ``/``).  ``read`` gives the bytes of any of the files.
    """

    root: Path
    files: tuple[SourceFile, ...]
    outcomes: tuple[Skipped | Failed, ...]
    read: Reader
    templates: tuple[str, ...] = ()
    frontend: tuple[str, ...] = ()
    excluded: tuple[str, ...] = field(default=(), repr=False)


def open_workspace(
    root: Path,
    paths: Sequence[str],
    settings: Settings,
    languages: Mapping[str, str],
    documents: DocumentFiles | None = None,
) -> Workspace:
    """List the files under ``paths`` (all of ``root`` when empty).

    Paths are absolute or relative to the root; one that is named is read even when a rule leaves
    it out.  ``languages`` maps file suffixes to languages; ``documents`` tells the
    data files of tools, by their names and then by what is in them.  Symbolic links to folders are not
    followed, and nothing outside the root is opened.  Raises WorkspaceError when the root is no
    folder.
    """
    top = _real_folder(root)
    walk = Walk(str(top), settings, languages, documents or DocumentFiles())
    for path in paths or (".",):
        _start(walk, str(top), path)
    return Workspace(
        root=top,
        files=tuple(sorted(walk.found.files.values(), key=lambda file: file.path)),
        outcomes=tuple(sorted(walk.found.outcomes.values(), key=lambda outcome: outcome.path)),
        read=Reader(str(top), settings.max_file_size),
        templates=tuple(sorted(walk.found.templates)),
        frontend=tuple(sorted(walk.found.frontend)),
        excluded=tuple(sorted(walk.found.excluded)),
    )


def _real_folder(root: Path) -> Path:
    if os.path.isdir(root):
        return Path(os.path.realpath(root))
    if os.path.exists(root):
        fix = f"Give the folder it lies in as the root, and the file as a path: --root {root.parent} {root}"
        raise WorkspaceError("root-is-a-file", "is a file; the root of an audit is a folder", fix, str(root))
    fix = "Check the spelling, and that the folder exists on this machine."
    raise WorkspaceError("no-such-root", "does not exist", fix, str(root))


def _start(walk: Walk, top: str, path: str) -> None:
    """Begin at one path, told from the root; links in a named path are followed inside the root."""
    place = os.path.realpath(os.path.join(top, path))
    relative = os.path.relpath(place, top).replace(os.sep, "/") if _same_drive(place, top) else ".."
    if relative == ".":
        walk.folder("")
    elif relative == ".." or relative.startswith("../"):
        walk.found.failed(
            path, "outside-root", "lies outside the audited root", "Choose a root that holds it: --root"
        )
    elif os.path.isdir(place):
        walk.folder(relative)
    elif os.path.lexists(place):
        walk.found.add_named(relative)
    else:
        walk.found.failed(relative, "no-such-path", "does not exist", "Check the spelling of the path.")


def _same_drive(place: str, top: str) -> bool:
    return os.path.splitdrive(place)[0] == os.path.splitdrive(top)[0]
