"""Small trees, linked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from pyramid.extract import decode_tree, extract_files, suffixes
from pyramid.link import resolve
from pyramid.model.facts import SourceFile
from pyramid.model.program import Program
from pyramid.rulebook import Rules, load_rules

Link = Callable[..., Program]


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules()


@pytest.fixture
def link(rules: Rules) -> Link:
    """Links files given as ``{path: text}``."""

    def linked(files: dict[str, str]) -> Program:
        sources = {path: dedent(text).encode() for path, text in files.items()}
        given = [
            SourceFile(path=path, size=len(text), language=suffixes()[PurePosixPath(path).suffix])
            for path, text in sources.items()
        ]
        return resolve(decode_tree(extract_files(given, sources.__getitem__)), rules.knowledge)

    return linked
