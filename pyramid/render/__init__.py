"""Report → text: one module a format in ``formats/``, found by its file name."""

from pyramid.render.answer import Answer, CallPath, CheckAnswer, FunctionAnswer, Reach, TestAnswer
from pyramid.render.options import RenderOptions
from pyramid.render.registry import (
    UnknownFormat,
    check_name,
    format_names,
    format_summary,
    load_format,
    render,
    render_error,
)

__all__ = [
    "Answer",
    "CallPath",
    "CheckAnswer",
    "FunctionAnswer",
    "Reach",
    "RenderOptions",
    "TestAnswer",
    "UnknownFormat",
    "check_name",
    "format_names",
    "format_summary",
    "load_format",
    "render",
    "render_error",
]
