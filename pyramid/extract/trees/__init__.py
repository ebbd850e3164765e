"""What the languages that tree-sitter reads have in common: bytes to text, the state of a walk, its tables.

What is particular to a language stands in its own package under ``languages``.
"""
