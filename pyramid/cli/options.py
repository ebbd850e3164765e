"""Options that several commands share, and what they come to."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from pyramid.cli.failure import FORMAT_VARIABLE
from pyramid.model.errors import PyramidError
from pyramid.settings import Settings, load_settings

Function = TypeVar("Function", bound=Callable[..., Any])
_PROJECT_FILES = ("pyramid.toml", "pyproject.toml", "setup.py", "setup.cfg", ".git")
_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What to audit: the root, the paths within it (all when empty), and how."""

    root: Path
    paths: tuple[str, ...]
    settings: Settings


def source_options(function: Function) -> Function:
    """The options by which a command learns what to read; it is called with ``source``."""

    @wraps(function)
    def told(**given: Any) -> Any:
        own = {name: given.pop(name) for name in _NAMES}
        return function(source=_source(given.pop("paths", ()), **own), **given)

    for option in reversed(_SOURCE):
        told = option(told)
    return told  # type: ignore[return-value]


def format_option(names: Sequence[str], default: str | None = None) -> Callable[[Function], Function]:
    """``--output-format`` with its alias; the value is checked against the folder of formats."""
    return click.option(
        "--output-format",
        "--format",
        "output_format",
        metavar="NAME",
        default=default,
        envvar=FORMAT_VARIABLE if default is None else None,
        show_default=default is not None,
        shell_complete=lambda context, parameter, begun: [name for name in names if name.startswith(begun)],
        help=f"How to print the answer: {', '.join(names)}.",
    )


output_file_option = click.option(
    "--output-file",
    "-o",
    type=_FILE,
    metavar="FILE",
    callback=lambda context, parameter, file: None if file == Path("-") else file,
    help="Write the answer to FILE; -: to standard output.",
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Only verdict and findings; no progress.")
verbose_option = click.option(
    "--verbose", "-v", is_flag=True, help="Every reason; a traceback for our mistakes."
)

root_option = click.option("--root", type=_FILE, metavar="FOLDER", help="The project. [default: here]")

_SOURCE = (
    click.option("--root", type=_FILE, metavar="FOLDER", help="The project. [default: found from PATHS]"),
    click.option(
        "--config", multiple=True, metavar="KEY=VALUE", help="Set KEY of [tool.pyramid]. Repeatable."
    ),
    click.option(
        "--coverage", multiple=True, metavar="FILE", help="Recorded coverage. Repeatable. [default: found]"
    ),
    click.option(
        "--results",
        multiple=True,
        metavar="PLACE",
        help="Recorded test results: files, folders, patterns, zips. Repeatable. [default: found]",
    ),
    click.option("--no-cache", is_flag=True, help="Read every file anew and keep nothing."),
    click.option("--cache-dir", type=_FILE, metavar="FOLDER", help="Keep the cache in FOLDER."),
    click.option(
        "--jobs", "-j", type=click.IntRange(min=0), metavar="N", help="Processes to read with; 0: all."
    ),
    click.option(
        "--engine",
        metavar="dask://HOST:PORT",
        envvar="PYRAMID_ENGINE",
        callback=lambda context, parameter, value: _engine(value),
        help="A cluster to read with. [default: this machine]",
    ),
    click.option(
        "--shared-cache",
        metavar="URL",
        envvar="PYRAMID_SHARED_CACHE",
        help="A cache that machines share, by any URL that fsspec knows.",
    ),
)
_NAMES = ("root", "config", "coverage", "results", "no_cache", "cache_dir", "jobs", "engine", "shared_cache")


def changed(settings: Settings, **values: Any) -> Settings:
    """The settings with what the command line says; None and empty values say nothing."""
    said = {name: value for name, value in values.items() if value not in (None, (), "")}
    return dataclasses.replace(settings, **said)


def _source(
    paths: Sequence[str],
    root: Path | None,
    config: Sequence[str],
    coverage: Sequence[str],
    results: Sequence[str],
    no_cache: bool,
    cache_dir: Path | None,
    jobs: int | None,
    engine: str | None,
    shared_cache: str | None,
) -> Source:
    here = _here()
    places = [Path(os.path.abspath(path)) for path in paths]
    for given in (*paths, *coverage, *(place for place in results if not set("*?[") & set(place))):
        if not os.path.lexists(os.path.abspath(given)):
            raise PyramidError(
                "no-such-path", "there is no such file or folder", "Check the spelling.", given
            )
    top = project_folder(root) if root else find_root(places, here)
    for given, place in zip(paths, places, strict=True):
        if not _holds(top, place):
            raise PyramidError(
                "outside-root",
                f"lies outside the audited root, {top}",
                "Choose a root that holds it: --root",
                given,
            )
    settings = changed(
        load_settings(top, config),
        coverage=tuple(os.path.abspath(file) for file in coverage),
        results=tuple(os.path.abspath(place) for place in results),
        cache=False if no_cache else None,
        cache_dir=str(cache_dir.absolute()) if cache_dir else None,
        jobs=jobs,
        engine=engine,
        shared_cache=shared_cache,
    )
    return Source(root=top, paths=tuple(str(place) for place in places if place != top), settings=settings)


def _engine(value: str | None) -> str | None:
    """The address of a cluster, checked before anything is read."""
    if value and not re.fullmatch(r"dask://[\w.\-\[\]:]+:\d+", value):
        raise click.BadParameter("an engine is dask://HOST:PORT")
    return value


def find_root(places: Sequence[Path], here: Path) -> Path:
    """The project that the paths belong to.

    Without paths it is the current folder.  A folder of its own project is its own root; other
    paths belong to the nearest project around them, up to the current folder.
    """
    if not places:
        return here
    common = Path(os.path.commonpath(places))
    base = common if os.path.isdir(common) else common.parent
    for folder in (base, *base.parents):
        if any(os.path.exists(folder / name) for name in _PROJECT_FILES):
            return folder
        if folder == here:
            break
    return base


def project_folder(root: Path | None) -> Path:
    """The folder that ``--root`` names, or the current one.  Raises PyramidError when it is none."""
    folder = Path(os.path.abspath(root)) if root else _here()
    if os.path.isdir(folder):
        return folder
    if os.path.exists(folder):
        fix = f"Give its folder as the root, and the file as a path: --root {folder.parent} {folder}"
        raise PyramidError("root-is-a-file", "is a file; the root is a folder", fix, str(folder))
    raise PyramidError("no-such-root", "does not exist", "Check the spelling of --root.", str(folder))


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        fix = "Change to a folder that exists, or give --root."
        raise PyramidError("no-such-root", "the current folder is not there any more", fix) from None


def _holds(top: Path, place: Path) -> bool:
    """Whether the place is the root or lies in it, as it is written or where its links lead."""
    real = Path(os.path.realpath(place))
    return place.is_relative_to(top) or real.is_relative_to(os.path.realpath(top))
