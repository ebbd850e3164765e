"""Documents: tests and requests that stand in data, not in code."""

from pyramid.recognize.documents.lowering import Documents, read_documents

__all__ = ["Documents", "read_documents"]
