"""Rules that leave files out: the settings' patterns and the repository's `.gitignore` files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from pathspec import GitIgnoreSpec

from pyramid.model.errors import PyramidError
from pyramid.settings import Settings


class Exclusion:
    """The patterns of the settings, for a walk that starts at one folder.

    A rule that leaves out the start itself is overruled by naming it; below the start the rule
    holds for paths told from there.  Raises PyramidError for what is no pattern.
    """

    def __init__(self, settings: Settings, start: str) -> None:
        self._own = _spec("exclude", settings.exclude, settings)
        self._default = _spec("default-exclude", settings.default_exclude, settings)
        self._include = _spec("include", settings.include, settings) if settings.include else None
        self._own_from = _offset(self._own, start)
        self._default_from = _offset(self._default, start)

    def excluded(self, path: str) -> bool:
        """Does `exclude` match?  The path of a folder ends with a slash."""
        return bool(self._own.patterns) and self._own.match_file(path[self._own_from :])

    def included(self, path: str) -> bool:
        """Does `include` match, or is there none?"""
        return self._include is None or self._include.match_file(path)

    def foreign_folder(self, folder: str, package: bool) -> bool:
        """Does `default-exclude` match?  An importable package is spared, unless hidden or private."""
        name = folder.rsplit("/", 1)[-1]
        if package and not name.startswith((".", "_")):
            return False
        return self._default.match_file(folder[self._default_from :] + "/")


@dataclass(frozen=True)
class Ignores:
    """The `.gitignore` files that hold in a folder, outermost first.

    Each is the path of its folder from the root (``../`` steps for folders above) and its rules.
    """

    layers: tuple[_Layer, ...] = ()

    @staticmethod
    def above(root: str, start: str) -> Ignores:
        """The rules from the top of the repository down to the folder above ``start``.

        Rules that leave out the start itself are dropped: it was named.
        """
        found = Ignores()
        for folder in (*_folders_above(root), *_folders_between(start)):
            found = found.with_folder(root, folder)
        if not start:
            return Ignores(tuple(layer for layer in found.layers if not layer.hides_root))
        return found if not found.ignored(start + "/") else Ignores()

    def with_folder(self, root: str, folder: str) -> Ignores:
        """The rules that hold in a folder, its own `.gitignore` included."""
        rules = _read_rules(os.path.join(root, folder, ".git", "info", "exclude"))
        rules += _read_rules(os.path.join(root, folder, ".gitignore"))
        return Ignores((*self.layers, _Layer.of(root, folder, rules))) if rules else self

    def ignored(self, path: str) -> bool:
        """Is the path ignored?  The innermost file with a rule for it decides, as in git."""
        for layer in reversed(self.layers):
            decision = layer.decide(path)
            if decision is not None:
                return decision
        return False


@dataclass(frozen=True)
class _Layer:
    """One `.gitignore`: ``cut`` characters of a path are dropped, ``before`` is put in front."""

    spec: GitIgnoreSpec
    cut: int
    before: str

    @staticmethod
    def of(root: str, folder: str, lines: list[str]) -> _Layer:
        spec = GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))
        if folder.startswith(".."):
            top = os.path.normpath(os.path.join(root, folder))
            return _Layer(spec, 0, os.path.relpath(root, top).replace(os.sep, "/") + "/")
        return _Layer(spec, len(folder) + 1 if folder else 0, "")

    @cached_property
    def hides_root(self) -> bool:
        return bool(self.before) and self.spec.check_file(self.before).include is True

    def decide(self, path: str) -> bool | None:
        return self.spec.check_file(self.before + path[self.cut :]).include


def _spec(name: str, patterns: tuple[str, ...], settings: Settings) -> GitIgnoreSpec:
    broken = next((pattern for pattern in patterns if not _is_pattern(pattern)), None)
    if broken is not None:
        raise PyramidError(
            "broken-pattern",
            f"{name} holds {broken!r}, which is no pattern of .gitignore files",
            "Correct the pattern, or write a backslash before a character that stands for itself.",
            settings.origin,
        )
    return GitIgnoreSpec.from_lines(patterns)


def _offset(spec: GitIgnoreSpec, start: str) -> int:
    return len(start) + 1 if start and spec.match_file(start + "/") else 0


def _folders_above(root: str) -> list[str]:
    """The folders from the top of the repository to the one above the root, as ``..`` steps."""
    steps: list[str] = []
    place = root
    while not os.path.lexists(os.path.join(place, ".git")):
        place, before = os.path.dirname(place), place
        if place == before:
            return []
        steps.append("/".join([".."] * (len(steps) + 1)))
    return steps[::-1]


def _folders_between(start: str) -> list[str]:
    """The root and each folder from there to the one above ``start``; nothing for the root itself."""
    parts = start.split("/") if start else []
    return ["/".join(parts[:count]) for count in range(len(parts))]


def _read_rules(place: str) -> list[str]:
    if not os.path.isfile(place) or os.path.getsize(place) > 1_000_000:
        return []
    try:
        with open(place, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().splitlines()
    except OSError:
        return []


def _is_pattern(line: str) -> bool:
    """Git passes by what it cannot read; a pattern that the library refuses is passed by here."""
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
