"""Server-side templates and frontend text: who prints what a user sees."""

from pyramid.extract.pages.markup import read_template
from pyramid.extract.pages.store import PageStore, SourceLines

__all__ = ["PageStore", "SourceLines", "read_template"]
