"""One module a format of ``pyramid plan``; each offers ``render(plan, options) -> str``."""
