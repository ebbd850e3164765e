"""The answer of an earlier audit, when nothing that it depends on has changed since.

The key of an answer is a digest of everything that an audit reads and of everything that decides
how it reads: the audited files by name and content, the files beside them (settings of test
runners, recorded runs, the baseline), the settings, the rules, this package and its dependencies.
Nothing that makes a new answer is imported until one is needed.
"""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from pyramid import __version__
from pyramid.model.coverage import Notice
from pyramid.model.proof import FILE as PROOFS
from pyramid.model.report import Report
from pyramid.settings import Settings
from pyramid.workspace import DocumentFiles, Workspace, changed_since, import_aliases, open_workspace
from pyramid.workspace.answers import Answers, Said
from pyramid.workspace.contents import Contents, Entry
from pyramid.workspace.documents import Kind

_PACKAGE = Path(__file__).parent
_BESIDE = ("rules", "pyramid_recorder")  # in a checkout; elsewhere they are installed
_VARIABLES = ("COVERAGE_FILE", "COVERAGE_CORE", "COVERAGE_RCFILE")
#: Settings that change how the answer is made or printed, and not what it says.
_SILENT = {
    "cache": True,
    "cache_dir": "",
    "jobs": 0,
    "engine": "",
    "shared_cache": "",
    "output_format": "",
    "fail_on": "never",
}
_RECORDED = re.compile(r"\.coverage(\..*)?|coverage\.(json|xml|lcov)|cobertura\.xml|lcov\.info")
_CONFIGURED = (".toml", ".ini", ".cfg", ".coveragerc")
_DATA_FILE = re.compile(rb"^\s*data_file\s*=\s*[\"']?([^\"'\r\n]+?)[\"']?\s*$", re.MULTILINE)
_LARGE = 50_000_000  # bytes; an answer that stands on a larger file beside the sources is not kept
_PASSING = frozenset(("cache-off", "cache-rebuilt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """File suffix → language, the documents of tools, and where results and records usually lie."""

    languages: dict[str, str]
    documents: tuple[Kind, ...]
    results: tuple[str, ...]
    records: tuple[str, ...]


class Recall:
    """The kept answers to one question.  Use it as a context: it writes when it is left."""

    def __init__(self, root: Path, paths: Sequence[str], settings: Settings, question: str = "") -> None:
        self._root = Path(os.path.realpath(root))
        self._paths = tuple(paths)
        self._settings = settings
        self._question = question
        directory = self._root / settings.cache_dir if settings.cache else None
        self.answers = Answers(directory)
        #: The files of the whole tree, when they were looked for.
        self.workspace: Workspace | None = None
        self.names: Names | None = None
        self._usable = bool(self.answers.owner)
        self.key = self._key() if self._usable else ""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is to be said about the file of the answers."""
        return self.answers.notices

    def __enter__(self) -> Recall:
        return self

    def __exit__(self, *_: object) -> None:
        self.answers.close()

    def said(self, manner: str) -> Said | None:
        """What was printed in this manner."""
        return self.answers.find(self._manner(manner), Said) if self.key else None

    def report(self, make: Callable[[], Report]) -> Report:
        """The report that is kept, or else the one that is made, which is kept then."""
        found = self.answers.find(self.key, Report) if self.key else None
        if found is not None:
            return found
        made = make()
        if self._may_keep(made):
            self.answers.keep(self.key, made)
        else:
            self.key = ""
        return made

    def keep(self, manner: str, said: Said) -> None:
        """Keep what was printed, unless the answer itself is not kept."""
        if self.key:
            self.answers.keep(self._manner(manner), said)

    def _may_keep(self, report: Report) -> bool:
        """Not what was said about this one run, nor when somebody wrote files meanwhile."""
        if not self.key or any(notice.slug in _PASSING for notice in report.notices):
            return False
        return self._key() == self.key

    def _manner(self, manner: str) -> str:
        return f"{self.key}-{blake2b(manner.encode(), digest_size=8).hexdigest()}"

    def _key(self) -> str:
        known = self.answers.index()
        contents = Contents(str(self._root), known)
        installed = installation()
        names = self.names = self._known(installed)
        documents = DocumentFiles(names.documents)
        workspace = open_workspace(self._root, self._paths, self._settings, names.languages, documents)
        self.workspace = workspace if not self._paths else None
        around = Surroundings.of(
            self._root, self._settings, workspace, contents, names.results, names.records
        )
        parts = [
            installed,
            self.answers.owner,
            self._question,
            repr(self._paths),
            contents.digest(_audited(workspace)),
            *stamps(self._root, _history(self._root)),
            *around.parts,
        ]
        self._learn(contents, known)
        if around.large:
            return ""
        return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _learn(self, contents: Contents, known: Mapping[str, Entry]) -> None:
        """An audit of the whole tree forgets files that are gone."""
        learnt = {**known, **contents.learnt} if self._paths else contents.learnt
        if contents.read or len(learnt) != len(known):
            self.answers.keep_index(learnt)

    def _known(self, installed: str) -> Names:
        """What the rooms that read know of names, without importing them."""
        name = f"names-{self.answers.owner}-{installed}"
        own = bool(self._settings.rules)
        found = self.answers.find(name, Names) if not own else None
        if found is None:
            from pyramid.cover.discovery import record_places
            from pyramid.extract import suffixes
            from pyramid.results import USUAL
            from pyramid.rulebook import load_rules

            rules = load_rules([self._root / path for path in self._settings.rules])
            found = Names(
                languages=dict(suffixes()),
                documents=tuple(rules.document_kinds()),
                results=USUAL,
                records=record_places(),
            )
            if not own:
                self.answers.keep(name, found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """All that an answer depends on beside the question, the sources and their history.

    ``large``: a file beside the sources is too large to be read only to know that it is the same.
    """

    parts: tuple[str, ...]
    large: bool

    @staticmethod
    def of(
        root: Path,
        settings: Settings,
        workspace: Workspace,
        contents: Contents,
        results: Sequence[str],
        records: Sequence[str],
    ) -> Surroundings:
        """As they are now; ``results`` and ``records`` are the places where those usually lie."""
        beside = Beside.of(root, settings, records)
        places = (*(settings.results or results), *records, f"{settings.cache_dir}/{PROOFS}")
        parts = (
            __version__,
            sys.version,
            root.name,
            speaking(settings),
            repr([os.environ.get(name) for name in _VARIABLES]),
            repr(workspace.outcomes),
            contents.digest((*beside.configured, *beside.recorded)),
            *beside.ages(workspace),
            *stamps(root, places),
            repr(import_aliases([file.path for file in workspace.files], partial(_read, root))),
        )
        return Surroundings(parts=parts, large=beside.large)


def speaking(settings: Settings) -> str:
    """The settings that change what an answer says."""
    return repr(replace(settings, **_SILENT))  # type: ignore[arg-type]


def installation() -> str:
    """A digest of this package, its rules and what is installed beside it: names, sizes, times."""
    whole = blake2b(digest_size=16)
    for folder in (_PACKAGE, *(_PACKAGE.parent / name for name in _BESIDE)):
        for line in sorted(_stamps(folder)):
            whole.update(line.encode("utf-8", "surrogateescape"))
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            whole.update(f"{place}\0{os.stat(place).st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _stamps(folder: Path | str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _stamps(entry.path)
        elif entry.name.endswith((".py", ".toml", ".jinja", ".txt")):
            status = entry.stat()
            yield f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}\0"


def _audited(workspace: Workspace) -> list[str]:
    return sorted({*(file.path for file in workspace.files), *workspace.templates, *workspace.frontend})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Files that an audit may consult and that are none of its sources, whether they are there or
    not: settings of other tools, rules, the baseline (``configured``), recorded runs (``recorded``)."""

    root: Path
    configured: tuple[str, ...]
    recorded: tuple[str, ...]

    @staticmethod
    def of(root: Path, settings: Settings, records: Sequence[str]) -> Beside:
        """Those of the top folder, what the settings name, and where recorded runs are looked for.

        ``records`` are the places of our own recorder.
        """
        names = _files_in(root)
        # Rules of the project's own may look for settings under any name.
        configured = {name for name in names if settings.rules or name.endswith(_CONFIGURED)}
        configured |= set(Beside.rules(root, settings)) | set(
            filter(None, (settings.baseline, settings.ledger))
        )
        recorded = {name for name in names if _RECORDED.fullmatch(name)}
        recorded |= {*settings.coverage, *records, "coverage/lcov.info", "coverage/coverage-final.json"}
        for data in (os.environ.get("COVERAGE_FILE", ""), *_data_files(root)):
            if data:
                place = Path(os.path.abspath(root / data))
                recorded |= {str(place), *map(str, place.parent.glob(f"{place.name}.*"))}
        return Beside(root=root, configured=tuple(sorted(configured)), recorded=tuple(sorted(recorded)))

    @staticmethod
    def rules(root: Path, settings: Settings) -> Iterator[str]:
        """The rule files of the project's own."""
        for given in settings.rules:
            place = root / given
            yield from map(str, place.rglob("*.toml")) if place.is_dir() else (str(place),)

    @property
    def large(self) -> bool:
        """Is one of them too large to be read only to know that it is the same?"""
        return any(_status(self.root / path)[0] > _LARGE for path in (*self.configured, *self.recorded))

    def ages(self, workspace: Workspace) -> Iterator[str]:
        """What version control and clocks say about sources that are newer than recorded runs."""
        for path in self.recorded:
            size, written = _status(self.root / path)
            if size:
                changed = changed_since(self.root, self.root / path)
                newer = [file.path for file in workspace.files if _status(self.root / file.path)[1] > written]
                yield repr((path, sorted(changed) if changed is not None else None, newer))


def stamps(root: Path, places: Sequence[str]) -> Iterator[str]:
    """Names, sizes and times of recorded results: they may be too many to be read for a digest."""
    for text in places:
        found = glob.glob(str(root / text), recursive=True) or [str(root / text)]
        for place in sorted(found):
            inner = [os.path.join(here, name) for here, _, names in os.walk(place) for name in names]
            for file in sorted(inner) or [place]:
                yield f"{file}\0{_status(Path(file))}"


def _history(root: Path) -> tuple[str, ...]:
    """What changes with every commit: how often files change is part of an answer."""
    for folder in (root, *root.parents):
        if os.path.lexists(folder / ".git"):
            return tuple(str(folder / ".git" / name) for name in ("HEAD", "logs/HEAD"))
    return ()


def _files_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return []


def _read(root: Path, path: str) -> bytes | None:
    try:
        return (root / path).read_bytes()
    except OSError:
        return None


def _data_files(root: Path) -> Iterator[str]:
    """Where the settings of a coverage tool put its data, when that is no usual place."""
    for name in (".coveragerc", ".coveragerc.toml", "setup.cfg", "tox.ini", "pyproject.toml"):
        try:
            text = (root / name).read_bytes()
        except OSError:
            continue
        yield from (match.decode("utf-8", "replace") for match in _DATA_FILE.findall(text))


def _status(place: Path) -> tuple[int, float]:
    """Size in bytes and time of the last write; zeros for what is not there."""
    try:
        status = os.stat(place)
    except OSError:
        return 0, 0.0
    return status.st_size, status.st_mtime
