"""Report → text: one module a format in ``formats/``, found by its file name."""

from pyramid.render.options import RenderOptions
from pyramid.render.registry import UnknownFormat, format_names, format_summary, render, render_error

__all__ = [
    "RenderOptions",
    "UnknownFormat",
    "format_names",
    "format_summary",
    "render",
    "render_error",
]
