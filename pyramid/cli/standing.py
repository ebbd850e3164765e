"""An audit that stays: asked again and again, made anew when a file has changed."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pyramid.model.report import Report
from pyramid.recall import Recall
from pyramid.settings import Settings

if TYPE_CHECKING:
    from pyramid.cli.explain import Explainer

_QUESTION = "reach=False"  # the same question as that of `pyramid audit`


class Standing:
    """The audit of one project; for use by several threads, one at a time."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        # The server has threads, so that no process is forked from it.
        self._settings = dataclasses.replace(settings, jobs=settings.jobs or 1)
        self._lock = threading.Lock()
        self._seen = ""
        self._made: tuple[Report, Explainer] | None = None

    def report(self) -> Report:
        """The whole answer.  Raises PyramidError."""
        with self._lock, self._recall() as recall:
            return recall.report(self._audited)

    def explained(self) -> tuple[Report, Explainer]:
        """The whole answer, and who can explain its parts.  Raises PyramidError."""
        from pyramid import pipeline
        from pyramid.cli.explain import Explainer

        with self._lock:
            with self._recall() as recall:
                key = recall.key
            if self._made is None or not key or key != self._seen:
                self._made = None  # two of them at once may be too large
                analysis = pipeline.analyse(self._root, (), self._settings)
                report = pipeline.answer(analysis, self._settings)
                self._made, self._seen = (report, Explainer(report, analysis)), key
            return self._made

    def change(self, base: str) -> Report:
        """The answer about what changed since a revision.  Raises PyramidError."""
        from pyramid import comparing
        from pyramid.workspace import difference

        with self._lock:
            found = difference.since(self._root, base)
            return comparing.compared(self._root, self._settings, found)

    def _recall(self) -> Recall:
        return Recall(self._root, (), self._settings, _QUESTION)

    def _audited(self) -> Report:
        from pyramid import pipeline

        return pipeline.audit(self._root, (), self._settings)
