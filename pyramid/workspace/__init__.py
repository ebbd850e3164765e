"""The disk and git: which files belong to the audit, their bytes, and the cache of facts."""

from pyramid.workspace.aliases import import_aliases
from pyramid.workspace.cache import FactCache
from pyramid.workspace.churn import churn_of
from pyramid.workspace.difference import Difference
from pyramid.workspace.documents import DocumentFiles
from pyramid.workspace.emptiness import nothing_found
from pyramid.workspace.git import changed_since
from pyramid.workspace.opening import Workspace, WorkspaceError, open_workspace
from pyramid.workspace.reader import Reader
from pyramid.workspace.repository import prefix_of
from pyramid.workspace.shared_cache import fact_cache

__all__ = [
    "Difference",
    "DocumentFiles",
    "FactCache",
    "Reader",
    "Workspace",
    "WorkspaceError",
    "changed_since",
    "churn_of",
    "fact_cache",
    "import_aliases",
    "nothing_found",
    "open_workspace",
    "prefix_of",
]
