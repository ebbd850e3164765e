from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from shop.database import open_session
from shop.repository import Repository


@pytest.fixture
def repository(app: Flask) -> Iterator[Repository]:
    with open_session(app) as session:
        yield Repository(session)
