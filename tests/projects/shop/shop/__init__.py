"""The Kettle, a small tea shop."""

from .app import create_app

__all__ = ["create_app"]
