import pytest
import redis
import sqlalchemy
from testcontainers.postgres import PostgresContainer
from testcontainers.redis import RedisContainer

from shop.orders import count, remembered


@pytest.fixture(scope="module")
def engine():
    with PostgresContainer("postgres:16") as postgres:
        yield sqlalchemy.create_engine(postgres.get_connection_url())


def test_count(engine):
    assert count(engine) == 0


def test_remembered():
    with RedisContainer() as container:
        assert remembered(container.get_client(), "x") is None
