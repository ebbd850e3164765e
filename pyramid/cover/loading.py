"""All recorded data of an audit → one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pyramid.cover import diagnosis
from pyramid.cover.discovery import (
    RunConfiguration,
    display,
    find_configuration,
    find_data,
    find_records,
)
from pyramid.cover.formats import read_recording
from pyramid.cover.recording import CoverageFileError, Recording, Sights
from pyramid.cover.remap import remap
from pyramid.cover.roster import Roster
from pyramid.cover.staleness import ChangedSince, Staleness
from pyramid.cover.tally import FileTally, function_coverage
from pyramid.model.coverage import CoverageReport, FunctionCoverage, Notice
from pyramid.model.layers import EvidenceKind, LayerVerdict
from pyramid.model.meaning import TestCase
from pyramid.model.program import Program
from pyramid_recorder.sources import digest

_OUTSIDE = 0.1  # share of the functions that ran


def load_coverage(
    root: Path,
    data_files: Sequence[str],
    program: Program,
    tests: Sequence[TestCase],
    verdicts: Mapping[str, LayerVerdict],
    changed_since: ChangedSince | None = None,
) -> CoverageReport:
    """Map recorded runs onto the functions of the program.

    ``data_files`` are paths, absolute or relative to the root; when empty the usual places are
    searched.  ``verdicts`` gives the layer of a test by its symbol.  ``changed_since`` tells from
    version control which files changed after a data file was made.  Data that cannot be used is
    told in ``notices``; nothing is raised.
    """
    configuration = find_configuration(root)
    loader = _Loader(root, program, Roster(tests, verdicts), configuration, changed_since)
    paths = tuple(root / name for name in data_files)
    if not paths:
        found, notices = find_data(root, configuration)
        loader.notices.extend(notices)
        paths = (*found, *find_records(root))
    for path in paths:
        loader.load(path)
    return loader.report()


class _Loader:
    def __init__(
        self,
        root: Path,
        program: Program,
        roster: Roster,
        configuration: RunConfiguration,
        changed_since: ChangedSince | None,
    ) -> None:
        self.notices: list[Notice] = []
        self._root = root
        self._program = program
        self._roster = roster
        self._configuration = configuration
        self._changed_since = changed_since
        self._tallies: dict[str, FileTally] = {}
        self._stale: set[str] = set()
        self._sources: list[str] = []
        self._contexts: set[str] = set()
        self._line_contexts: set[str] = set()

    def load(self, path: Path) -> None:
        """Count one data file."""
        source = display(path, self._root)
        try:
            recording = read_recording(path)
        except CoverageFileError as error:
            self.notices.append(error.notice(source))
            return
        try:
            self._count(recording, source)
        except CoverageFileError as error:
            self.notices.append(error.notice(source))
        finally:
            recording.close()

    def report(self) -> CoverageReport:
        """What all the data says together."""
        if not self._sources and not self.notices:
            self.notices.append(diagnosis.no_coverage())
        functions = dict(self._functions())
        self._judge_outside(functions)
        return CoverageReport(
            evidence=EvidenceKind.MEASURED if functions else EvidenceKind.NONE,
            functions=functions,
            sources=tuple(self._sources),
            notices=tuple(self.notices),
            has_contexts=bool(self._contexts),
            stale=frozenset(self._stale - self._tallies.keys()),
            recorded=frozenset(self._roster.named(self._contexts)),
        )

    def _count(self, recording: Recording, source: str) -> None:
        remapped = remap(recording.files, self._program.paths(), self._root)
        if not remapped.files:
            self.notices.append(diagnosis.nothing_matched(source, recording.files))
            return
        stale = self._count_files(recording, remapped.files)
        self._sources.append(source)
        self._judge_contexts(recording, source)
        if recording.unanswered:
            self.notices.append(diagnosis.unanswered(source, recording.unanswered))
        for (there, here), count in remapped.moved:
            self.notices.append(diagnosis.moved(source, there, here, count))
        if stale:
            self._stale |= stale
            self.notices.append(diagnosis.stale(source, stale))

    def _count_files(self, recording: Recording, files: Mapping[str, str]) -> set[str]:
        """Count all files, or none when the data is damaged; returns those that changed."""
        if recording.sights is not None:
            return self._count_sights(recording.sights, files)
        judge = Staleness(self._root, recording.path, self._changed_since)
        stale: set[str] = set()
        counted: dict[str, FileTally] = {}
        for name, path in sorted(files.items()):
            lines, facts = recording.lines(name), self._program.facts(path)
            if judge.is_stale(facts, lines.keys()):
                stale.add(path)
                continue
            tally = counted.setdefault(path, FileTally(facts))
            tally.add(lines, self._roster, bool(recording.contexts))
            self._line_contexts |= recording.contexts
        for path, tally in counted.items():
            self._tallies.setdefault(path, tally).absorb(tally)
        return stale

    def _count_sights(self, seen: Mapping[str, Mapping[str, Sights]], files: Mapping[str, str]) -> set[str]:
        """Count the functions of each file, and its lines where the record has them; returns the files
        of which another version ran."""
        stale = set()
        for name, path in sorted(files.items()):
            sights = seen[name].get(digest(str(self._root / path)) or "unreadable")
            if sights is None:
                stale.add(path)
                continue
            tally = self._tallies.setdefault(path, FileTally(self._program.facts(path)))
            tally.enter(sights.functions, self._roster)
            if sights.lines:
                tally.add(sights.lines, self._roster, True)
                self._line_contexts.update(*sights.lines.values())
        return stale

    def _judge_contexts(self, recording: Recording, source: str) -> None:
        contexts = recording.contexts
        if not contexts:
            self.notices.append(diagnosis.no_contexts(source, recording, self._configuration))
            return
        self._contexts |= contexts
        unmatched = sorted(context for context in contexts if not self._roster.bit(context))
        if unmatched:
            self.notices.append(diagnosis.unmatched_contexts(source, unmatched, len(contexts)))

    def _functions(self) -> Iterable[tuple[str, FunctionCoverage]]:
        layers = self._roster.layers(self._line_contexts)
        for path, tally in sorted(self._tallies.items()):
            for body in tally.bodies:
                name = self._program.symbol_at(path, body.index).name
                yield name, function_coverage(name, body, tally, self._roster, layers)

    def _judge_outside(self, functions: Mapping[str, FunctionCoverage]) -> None:
        """Decorators and factories run at import in any project; a server elsewhere shows as many."""
        outside = [
            self._program.symbol_at(path, body.index).name
            for path, tally in sorted(self._tallies.items())
            for body in tally.bodies
            if tally.ran_only_outside(body)
        ]
        in_tests = sum(bool(function.total) for function in functions.values())
        if len(outside) > _OUTSIDE * (len(outside) + in_tests):
            self.notices.append(diagnosis.outside_tests(outside))
