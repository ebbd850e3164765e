"""Which data files of a tree belong to a tool: by their names, and then by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache

#: The language that reads the files, patterns for the end of their paths, texts of which one is in them.
Kind = tuple[str, tuple[str, ...], tuple[str, ...]]


class DocumentFiles:
    """Tells the documents of tools from the other data of a repository."""

    def __init__(self, kinds: Iterable[Kind] = ()) -> None:
        self.kinds = tuple((language, tuple(files), tuple(texts)) for language, files, texts in kinds)
        self._everything = tuple(each for _, files, _ in self.kinds for each in files)
        self.suffixes = frozenset(f".{each.rpartition('.')[2]}".lower() for each in self._everything)

    def named(self, path: str) -> bool:
        """Whether a file is called like a document of some tool; no file is opened."""
        return _pattern(self._everything).match(path) is not None

    def language(self, path: str, content: bytes) -> str:
        """What reads a file of such a name with this content, "" when it is no document."""
        for language, files, texts in self.kinds:
            held = not texts or any(text.encode() in content for text in texts)
            if held and _pattern(files).match(path):
                return language
        return ""


@lru_cache
def _pattern(files: tuple[str, ...]) -> re.Pattern[str]:
    """Patterns for the end of a path: whole names, and folders where they are told."""
    return re.compile("|".join(f"(?:.*/)?{translate(each)}" for each in files) or r"(?!)")
