"""One module a format of ``pyramid graph``: ``render(edges) -> str``."""
