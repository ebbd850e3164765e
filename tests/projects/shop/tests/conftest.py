from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from flask import Flask

from shop import create_app
from shop.database import open_session
from shop.payments import HttpGateway
from shop.seed import seed_demo


@pytest.fixture
def gateway() -> Mock:
    gateway = Mock(spec=HttpGateway)
    gateway.charge.return_value = "payment-1"
    return gateway


@pytest.fixture
def config(tmp_path: Path, gateway: Mock) -> dict[str, Any]:
    return {
        "TESTING": True,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shop.db'}",
        "GATEWAY": gateway,
    }


@pytest.fixture
def app(config: dict[str, Any]) -> Iterator[Flask]:
    app = create_app(config)
    with open_session(app) as session:
        seed_demo(session)
    yield app
    app.extensions["engine"].dispose()
