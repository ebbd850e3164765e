"""The recorder of a process: what back-ends and carriers tell is put on record, once."""

from __future__ import annotations

import itertools
import os
import time

from pyramid_recorder.configuration import Configuration
from pyramid_recorder.journal import Journal
from pyramid_recorder.labels import CURRENT, Label, Labels
from pyramid_recorder.sources import Source, Sources, digest


class Agent:
    """Sources, labels and journal of this process."""

    def __init__(self, configuration: Configuration, backend: str) -> None:
        self.lines = configuration.lines
        self.sources = Sources(configuration.roots)
        self.labels = Labels()
        mode = "lines" if configuration.lines else "functions"
        about = {"backend": backend, "mode": mode}
        self._journal = Journal(configuration.folder, "process", about, self._renewed)
        self._numbers = itertools.count()
        self._files: dict[str, int] = {}
        self._declared: dict[str, list[object]] = {}
        self._asked: set[tuple[str, str]] = set()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def loaded(self, source: Source) -> None:
        """A file of the application was imported: what did not run in it is known from here on."""
        if source.name not in self._declared:
            declaration = self._declaration(source)
            self._journal.append(declaration)
            self._declared[source.name] = declaration

    def ran(self, label: Label, source: Source, line: int, name: str) -> None:
        """A function began for the first time under a label; ``line`` is the first of its definition,
        decorators included."""
        self._append(source, "ran", label, line, name)

    def passed(self, label: Label, source: Source, line: int) -> None:
        """A line inside a function ran for the first time under a label."""
        self._append(source, "line", label, line)

    def asked(self, token: str, host: str) -> Label:
        """The label of a request that brought ``token`` ("" for none) to ``host``."""
        if not token:
            return self.labels.default
        if (token, host) not in self._asked:
            self._asked.add((token, host))
            self._journal.append(["request", token, host])
        return self.labels.of(token)

    def sent(self, token: str, where: str) -> None:
        """Something that works for ``token`` was handed to others, by a queue."""
        if (token, where) not in self._asked:
            self._asked.add((token, where))
            self._journal.append(["sent", token, where])

    def enter(self, label: Label) -> None:
        """From here on the running code works for ``label``."""
        if CURRENT.get() is not label:
            CURRENT.set(label)

    def failed(self, words: str) -> None:
        """The recorder itself failed; the application goes on."""
        self._journal.append(["error", words])

    def _append(self, source: Source, kind: str, label: Label, *place: object) -> None:
        declaration = self._declared.get(source.name) or self._declaration(source)
        before = [] if source.name in self._declared else [declaration]
        when = [round(time.time(), 3)] if label.inherited else []
        self._journal.append(*before, [kind, label.token, self._files[source.name], *place, *when])
        self._declared[source.name] = declaration

    def _declaration(self, source: Source) -> list[object]:
        """Another thread may declare the file too; a number without its file would be lost."""
        number = self._files.setdefault(source.name, next(self._numbers))  # no two threads get the same
        return ["file", number, source.name, digest(source.path)]

    def _renewed(self) -> list[object]:
        """What was seen is kept elsewhere now: it counts anew, and the files are said again."""
        self._asked.clear()
        self.labels.see_again()
        return list(self._declared.values())

    def _forked(self) -> None:
        self._files.clear()
        self._declared.clear()
        self._asked.clear()
        self.labels.forget()
        self._journal.reopen()
