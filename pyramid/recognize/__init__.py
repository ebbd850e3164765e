"""Recognition: what the names of a linked program mean, by the rules."""

from pyramid.recognize.collection import find_tests
from pyramid.recognize.documents import Documents, read_documents
from pyramid.recognize.places import pick
from pyramid.recognize.recognition import recognize
from pyramid.recognize.requests import find_requests
from pyramid.recognize.routes.table import find_routes

__all__ = [
    "Documents",
    "find_requests",
    "find_routes",
    "find_tests",
    "pick",
    "read_documents",
    "recognize",
]
