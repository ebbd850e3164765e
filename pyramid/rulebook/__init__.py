"""Knowledge as data: rule files, loaded and checked."""

from pyramid.rulebook.knowledge import Knowledge
from pyramid.rulebook.names import KnownFixture, KnownFunction, KnownParameter, KnownType, Runner

__all__ = ["KnownFixture", "KnownFunction", "KnownParameter", "KnownType", "Knowledge", "Runner"]
