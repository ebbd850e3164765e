"""What each file is to an audit, from its name, type and size.

No file is opened but those that are called like the documents of a tool: what is in them decides.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from pyramid.model.facts import Failed, Skipped, SourceFile
from pyramid.workspace.documents import DocumentFiles

TEMPLATES = frozenset(
    (".html", ".htm", ".xhtml", ".j2", ".jinja", ".jinja2", ".djhtml", ".mako", ".tmpl", ".tpl")
)
FRONTEND = frozenset((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte"))
_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")
_LEAVE_OUT = "Leave it out with `exclude`."


class Candidates:
    """The files found so far; paths are relative to ``root`` and may hold undecodable bytes."""

    def __init__(
        self, root: str, max_file_size: int, languages: Mapping[str, str], documents: DocumentFiles
    ) -> None:
        self.files: dict[str, SourceFile] = {}
        self.outcomes: dict[str, Skipped | Failed] = {}
        self.templates: set[str] = set()
        self.frontend: set[str] = set()
        self.excluded: set[str] = set()
        self._root = root
        self._limit = max_file_size
        self._languages = languages
        self._documents = documents
        self._wanted = frozenset((*TEMPLATES, *FRONTEND, *languages))

    def wants(self, path: str, entry: os.DirEntry[str]) -> bool:
        """Could the audit use this entry, which is no folder?"""
        suffix = _suffix(entry.name)
        if suffix in self._wanted or (suffix in self._documents.suffixes and self._documents.named(path)):
            return True
        return entry.is_symlink() and os.path.isdir(entry.path)

    def add(self, path: str, entry: os.DirEntry[str]) -> None:
        """A wanted entry that no rule leaves out."""
        suffix = _suffix(path)
        if suffix not in self._languages:
            if not self._add_document(path):
                self._add_page(path, entry, suffix)
        elif not is_text(path):
            self.odd_name(path)
        elif entry.is_symlink():
            self._add_link(path, entry.path)
        elif path.lower().endswith(_MINIFIED):
            self.skipped(path, "minified", "is minified, as its name says", "Nothing to do.")
        else:
            self._add_source(path, self._languages[suffix])
            if suffix in FRONTEND and path in self.files:
                self.frontend.add(path)

    def add_named(self, path: str) -> None:
        """A file that the user named: no rule leaves it out, but it must be one we can read."""
        suffix = _suffix(path)
        if suffix not in self._languages and not self._add_document(path):
            reason, fix = f"{suffix or 'such'} files are not read", f"Read are: {', '.join(self._languages)}."
            self.skipped(path, "unsupported-language", reason, fix)
        elif suffix not in self._languages:
            return
        elif not is_text(path):
            self.odd_name(path)
        else:
            self._add_source(path, self._languages[suffix])

    def failed(self, path: str, slug: str, reason: str, fix: str) -> None:
        """Something that should have been read."""
        self.outcomes[path] = Failed(path=_printable(path), slug=slug, reason=reason, fix=fix)

    def skipped(self, path: str, slug: str, reason: str, fix: str = _LEAVE_OUT) -> None:
        """Something left out on purpose."""
        self.outcomes[path] = Skipped(path=_printable(path), slug=slug, reason=reason, fix=fix)

    def odd_name(self, path: str) -> None:
        """A source file or folder whose name is no text."""
        fix = "Rename it; no import statement can name it."
        self.failed(path, "undecodable-name", "the name is not UTF-8 text", fix)

    def left_out(self, path: str) -> None:
        """A file, or with a slash at the end a folder, that a rule leaves out."""
        self.excluded.add(_printable(path))

    def _add_document(self, path: str) -> bool:
        """A data file of a tool: called like one, and holding what such files hold."""
        if not is_text(path):
            return False
        language = self._documents.named(path) and self._documents.language(path, self._beginning(path))
        if language:
            self._add_source(path, language)
        return bool(language)

    def _beginning(self, path: str) -> bytes:
        """The content, of a file that is too large as much as is allowed; nothing of links and pipes."""
        place = os.path.join(self._root, path)
        try:
            if not stat.S_ISREG(os.lstat(place).st_mode):
                return b""
            with open(place, "rb") as file:
                return file.read(self._limit)
        except OSError:
            return b""

    def _add_source(self, path: str, language: str) -> None:
        place = os.path.join(self._root, path)
        try:
            status = os.lstat(place)
        except OSError as error:
            self.failed(path, "unreadable", f"cannot be read: {error.strerror}", _LEAVE_OUT)
            return
        if not stat.S_ISREG(status.st_mode):
            self.skipped(path, "special-file", "is a pipe, a socket or a device, and was not opened")
        elif status.st_size > self._limit:
            reason = f"has {status.st_size:,} bytes, more than max-file-size ({self._limit:,})"
            self.skipped(path, "too-large", reason, "Raise `max-file-size`, or leave it out with `exclude`.")
        elif not os.access(place, os.R_OK):
            fix = "Make it readable, or leave it out with `exclude`."
            self.failed(path, "unreadable", "this user may not read it", fix)
        else:
            self.files[path] = SourceFile(path=path, size=status.st_size, language=language)

    def _add_page(self, path: str, entry: os.DirEntry[str], suffix: str) -> None:
        """Pages help the audit and are no subject of it: one that cannot be read is passed by."""
        if suffix not in TEMPLATES and suffix not in FRONTEND:
            if os.path.isdir(entry.path):
                self._add_linked_folder(path, entry.path)
        elif is_text(path) and entry.is_file(follow_symlinks=False) and self._fits(path, entry):
            (self.templates if suffix in TEMPLATES else self.frontend).add(path)

    def _fits(self, path: str, entry: os.DirEntry[str]) -> bool:
        size = entry.stat(follow_symlinks=False).st_size
        return size <= self._limit and not path.lower().endswith(_MINIFIED)

    def _add_link(self, path: str, place: str) -> None:
        target = self._inside(place)
        if os.path.isdir(place):
            self._add_linked_folder(path, place)
        elif not os.path.lexists(os.path.realpath(place)) or os.path.islink(os.path.realpath(place)):
            self.skipped(path, "broken-link", "is a symbolic link that leads to no file", "Mend the link.")
        elif target is None:
            reason = "is a symbolic link that leads out of the audited root"
            self.skipped(path, "link-outside-root", reason, "Choose a root that holds both: --root")
        else:
            reason = f"is a symbolic link; the file is read as {target}"
            self.skipped(path, "linked-file", reason, "Nothing to do.")

    def _add_linked_folder(self, path: str, place: str) -> None:
        if self._inside(place) is not None:
            self.left_out(path + "/")
            return
        reason = "is a symbolic link to a folder outside the audited root, which is not followed"
        self.skipped(path, "link-outside-root", reason, "Choose a root that holds both: --root")

    def _inside(self, link: str) -> str | None:
        """The target of a link relative to the root, None when it leads out of it."""
        target = os.path.realpath(link)
        if target != self._root and not target.startswith(self._root.rstrip(os.sep) + os.sep):
            return None
        return _printable(os.path.relpath(target, self._root).replace(os.sep, "/"))


def is_text(path: str) -> bool:
    """Can the name be written down?  The system hands out undecodable bytes as lone surrogates."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
