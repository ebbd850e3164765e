"""One module a format of ``pyramid prove``; each offers ``render(proofs, options) -> str``."""
