"""Facts that one machine made are found by another: through a folder, memory, and a stand-in for S3."""

from __future__ import annotations

import os

import pytest

from pyramid.model.errors import PyramidError
from pyramid.workspace import fact_cache
from pyramid.workspace.shared_cache import packed, unpacked

pytest.importorskip("fsspec")
VALUES = {f"{number:040x}-python-1": bytes([number]) * 1000 for number in range(20)}


@pytest.fixture(scope="module")
def bucket():
    """The URL of a bucket behind moto's server on loopback."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    s3fs = pytest.importorskip("s3fs")
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ACCESS_KEY_ID": "one",
        "AWS_SECRET_ACCESS_KEY": "two",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("facts")
        yield "s3://facts/team"
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        server.stop()


@pytest.fixture(params=["folder", "memory", "s3"])
def url(request, tmp_path):
    if request.param == "folder":
        return f"file://{tmp_path}/shared"
    if request.param == "memory":
        return f"memory://{tmp_path.name}"
    return request.getfixturevalue("bucket") + f"/{tmp_path.name}"


def filled(folder, url):
    with fact_cache(folder, url) as cache:
        cache.expect(list(VALUES))
        assert [cache.get(key) for key in VALUES] == [None] * len(VALUES)
        for key, value in VALUES.items():
            cache.put(key, value)
    return cache


def test_another_machine_finds_what_this_one_made(tmp_path, url):
    assert filled(tmp_path / "one", url).notices == ()
    with fact_cache(tmp_path / "two", url) as cache:
        cache.expect([*VALUES, "0" * 40])
        assert {key: cache.get(key) for key in VALUES} == VALUES
        assert cache.get("0" * 40) is None
    assert cache.notices == ()
    with fact_cache(tmp_path / "two") as alone:  # and has kept it
        assert {key: alone.get(key) for key in VALUES} == VALUES


def test_without_a_cache_of_its_own_a_machine_finds_it_too(tmp_path, url):
    filled(None, url)
    with fact_cache(None, url) as cache:
        cache.expect(list(VALUES))
        for _ in range(2):  # files may be equal
            assert {key: cache.get(key) for key in VALUES} == VALUES


def test_what_is_here_is_not_asked_for_there(tmp_path, monkeypatch):
    url = f"memory://{tmp_path.name}"
    filled(tmp_path / "one", url)
    with fact_cache(tmp_path / "one", url) as cache:
        monkeypatch.setattr(cache._system, "cat", lambda *_, **__: pytest.fail("asked"))
        cache.expect(list(VALUES))
        assert {key: cache.get(key) for key in VALUES} == VALUES


@pytest.mark.parametrize("damage", [b"", b"x", packed(b"value")[:-1], b"0" * 16 + packed(b"value")[16:]])
def test_half_an_upload_is_no_value(tmp_path, damage):
    assert unpacked(packed(b"value")) == b"value"
    assert unpacked(damage) is None
    url = f"file://{tmp_path}/shared"
    filled(None, url)
    for path in (tmp_path / "shared").rglob("*-python-1"):
        path.write_bytes(damage)
    with fact_cache(None, url) as cache:
        cache.expect(list(VALUES))
        assert cache.get(next(iter(VALUES))) is None


@pytest.mark.parametrize("step", ["cat", "pipe"])
def test_a_place_that_fails_is_said_once_and_the_audit_goes_on(tmp_path, monkeypatch, step):
    calls = []

    def refuse(*_, **__):
        calls.append(step)
        raise PermissionError("no")

    with fact_cache(tmp_path / "one", f"memory://{tmp_path.name}") as cache:
        monkeypatch.setattr(cache._system, step, refuse)
        for _ in range(3):
            cache.expect(list(VALUES))
        for key, value in VALUES.items():
            cache.put(key, value)
        assert {key: cache.get(key) for key in VALUES} == VALUES
    assert calls == [step]
    assert [notice.slug for notice in cache.notices] == ["shared-cache-off"]


def test_a_url_that_leads_nowhere_is_said(tmp_path):
    with pytest.raises(PyramidError) as found:
        fact_cache(None, "nothing-like-this://x")
    assert found.value.slug == "bad-cache-url"
