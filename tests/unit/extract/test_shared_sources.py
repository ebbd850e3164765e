"""What the walks of all languages share decides the facts too, so it is part of the cache's keys."""

from __future__ import annotations

import re

from pyramid.extract import version

_SHARED = re.compile(r"^from pyramid\.extract\.(?!languages)(\w+) import", re.MULTILINE)


def test_every_shared_source_is_part_of_the_version() -> None:
    room = version._ROOM
    languages = sorted((room / "languages").rglob("*.py"))
    used = {name for path in languages for name in _SHARED.findall(path.read_text(encoding="utf-8"))}
    assert used, "the walks share something"
    assert {room / f"{name}.py" for name in used} <= set(version._SHARED)
