"""The skeleton of a lower test, in the repository's own style, red until it is filled in."""

from pyramid.write.insertion import NeededImport, insert_test
from pyramid.write.skeleton import free_name, skeleton
from pyramid.write.sketch import Case, Sketch, Style

__all__ = ["Case", "NeededImport", "Sketch", "Style", "free_name", "insert_test", "skeleton"]
