"""The formats that exist are the modules of a folder; nothing else lists them."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from pyramid.model.errors import PyramidError
from pyramid.model.report import Report
from pyramid.render.options import RenderOptions


class UnknownFormat(PyramidError):
    """There is no such format; ``fix`` names the nearest one, or all."""


def _unknown(name: str, known: tuple[str, ...]) -> UnknownFormat:
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    fix = f"Did you mean {near[0]!r}?" if near else f"Choose one of: {', '.join(known)}."
    return UnknownFormat("unknown-format", f"there is no output format {name!r}", fix)


def format_names(folder: str = "formats") -> tuple[str, ...]:
    """Every format by name, sorted, without importing one."""
    place = Path(__file__).with_name(folder)
    return tuple(sorted(found.name for found in pkgutil.iter_modules([str(place)])))


def load_format(name: str, folder: str = "formats") -> ModuleType:
    """The module of a format.  Raises UnknownFormat."""
    check_name(name, folder)
    return importlib.import_module(f"pyramid.render.{folder}.{name}")


def check_name(name: str, folder: str = "formats") -> None:
    """Raises UnknownFormat before any work is done, without importing the format."""
    known = format_names(folder)
    if name not in known:
        raise _unknown(name, known)


def format_summary(name: str, folder: str = "formats") -> str:
    """The first line of a format's documentation."""
    return (load_format(name, folder).__doc__ or "").strip().splitlines()[0]


def render(report: Report, format: str, options: RenderOptions | None = None) -> str:
    """The report in a format, ending in a newline.  Raises UnknownFormat."""
    return str(load_format(format).render(report, options or RenderOptions()))


def render_error(format: str, error: str, fix: str) -> str | None:
    """An error in a machine format; None when the format has no form for it."""
    form = getattr(load_format(format), "render_error", None)
    return None if form is None else str(form(error, fix))
