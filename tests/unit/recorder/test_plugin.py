"""The plugin for test runs: who is running, what wider fixtures did, and what is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid_recorder.testing.hosts import Hosts, origin

from .suites import Ran

FIXTURES = """
import pytest, shop

@pytest.fixture(scope="module")
def seeded():
    shop.seed()
    yield
    shop.clean()

@pytest.fixture
def own():
    shop.mine()

def test_one(seeded, own):
    shop.price()

def test_two(seeded):
    pass

def test_three():
    pass

def test_by_name(request):
    request.getfixturevalue("seeded")
"""


@pytest.mark.parametrize("options", [(), ("-n", "2", "--dist", "loadfile")])
def test_what_several_tests_use_is_nobodys_own(suite: Callable[..., Ran], options: tuple[str, ...]) -> None:
    ran = suite(FIXTURES, *options)
    assert ran.status == 0, ran.out
    wider = {"seed", "clean"}
    assert ran.tests() == {
        "test_one": ({"price", "mine"}, wider),
        "test_two": (set(), wider),
        "test_three": (set(), set()),
        "test_by_name": (set(), wider),
    }
    fixtures = [asker.name for asker in ran.record.askers.values() if asker.kind == "fixture"]
    assert fixtures.count("test_shop.py::seeded (module)") == 1


def test_each_set_of_parameters_is_a_test(suite: Callable[..., Ran]) -> None:
    marked = "@pytest.mark.parametrize('f', ['seed', 'clean'])"
    text = f"import pytest, shop\n{marked}\ndef test(f): getattr(shop, f)()\n"
    assert suite(text).tests() == {"test[seed]": ({"seed"}, set()), "test[clean]": ({"clean"}, set())}


def test_it_is_off_unless_asked_for(suite: Callable[..., Ran]) -> None:
    ran = suite("import sys\ndef test(): assert 'pyramid_recorder.start' not in sys.modules\n", on=False)
    assert ran.status == 0 and not ran.record.processes
    assert "pyramid: recorded" not in ran.out


def test_lines(suite: Callable[..., Ran]) -> None:
    ran = suite("import shop\ndef test(): shop.price()\n", "--pyramid-lines")
    ((_, own, _),) = ran.record.tests()
    assert {(place.line, place.name) for place in own if place.file == "shop.py"} == {(2, "price"), (2, "")}


IN_PROCESS = """
import threading, urllib.request, shop
from wsgiref.simple_server import make_server

def test_a_client_in_process():
    list(shop.app({}, lambda status, headers: None))

def test_a_server_in_a_thread():
    server = make_server("127.0.0.1", 0, shop.app)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}").read()
    thread.join()
    server.server_close()
"""


def test_requests_without_a_label_belong_to_the_test_that_runs(suite: Callable[..., Ran]) -> None:
    ran = suite(IN_PROCESS)
    assert ran.tests() == dict.fromkeys(
        ["test_a_client_in_process", "test_a_server_in_a_thread"], ({"app", "price"}, set())
    )


FORKED = """
import multiprocessing, pytest, requests, shop, urllib.request
from wsgiref.simple_server import make_server

@pytest.fixture(scope="session")
def server():
    server = make_server("127.0.0.1", 0, shop.app)
    process = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
    process.start()
    yield f"http://127.0.0.1:{server.server_port}"
    process.kill()
    process.join()
    server.server_close()

def test_labelled(server):
    requests.get(server)

def test_without_a_label(server):
    urllib.request.urlopen(server).read()
"""


def test_a_server_that_was_forked_does_not_know_who_runs(suite: Callable[..., Ran]) -> None:
    """What was running when it was forked has nothing to do with the requests of later tests."""
    ran = suite(FORKED)
    assert ran.status == 0, ran.out
    assert ran.tests() == {"test_labelled": ({"app", "price"}, set()), "test_without_a_label": (set(), set())}
    assert {place.name for place in ran.record.outside()} >= {"app", "price"}


FRAMEWORKS = """
from fastapi import FastAPI
from fastapi.testclient import TestClient
from flask import Flask
import httpx, shop

flask, fast = Flask("shop"), FastAPI()
flask.get("/")(lambda: str(shop.price()))
fast.get("/")(lambda: shop.seed())

@fast.get("/later")
async def later():
    return shop.clean()

def test_flask():
    flask.test_client().get("/")

def test_fastapi():
    assert TestClient(fast).get("/").json() == 2

async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fast), base_url="http://shop.test") as client:
        return (await client.get("/later")).json()

def test_asgi():
    import asyncio
    assert asyncio.run(ask()) == 3
"""


def test_the_frameworks_own_clients(suite: Callable[..., Ran]) -> None:
    ran = suite(FRAMEWORKS)
    assert ran.status == 0, ran.out
    assert {name: own for name, (own, _) in ran.tests().items()} == {
        "test_flask": {"price"},
        "test_fastapi": {"seed"},
        "test_asgi": {"clean"},
    }


CLIENTS = """
import httpx, requests
URL = "{url}"

def check(headers, more=""):
    value = headers["content-language"]
    assert value.startswith(more + "x-pyr-"), headers
    return value

def test_requests():
    first = check(requests.get(URL).json())
    assert check(requests.get(URL + "/moved").json()) == first
    assert check(requests.Session().get(URL, headers={{"content-language": "de"}}).json(), "de, ")

def test_httpx():
    check(httpx.get(URL).json())
    with httpx.Client() as client:
        check(client.get(URL, headers={{"Content-Language": "de"}}).json(), "de, ")

def test_async():
    import asyncio

    async def ask():
        async with httpx.AsyncClient() as client:
            return (await client.get(URL)).json()

    check(asyncio.run(ask()))

def test_strangers_are_told_nothing():
    class Stranger(requests.adapters.BaseAdapter):
        def send(self, request, **options):
            assert "Content-Language" not in request.headers
            raise requests.ConnectionError("as expected")

    session = requests.Session()
    session.mount("https://", Stranger())
    try:
        session.get("https://api.example.com")
    except requests.ConnectionError as error:
        assert "as expected" in str(error)
"""


def test_http_clients_send_the_label_and_a_server_without_recorder_is_told(
    suite: Callable[..., Ran], echo: str
) -> None:
    ran = suite(CLIENTS.format(url=echo))
    assert "4 passed" in ran.out, ran.out
    assert ran.status == 1
    assert set(ran.record.unanswered()) == {
        f"test_shop.py::test_{name}" for name in ("requests", "httpx", "async")
    }
    assert "(label-without-recorder)" in ran.out and echo in ran.out


STAND_INS = """
import httpx, requests, responses

@responses.activate
def test_requests():
    responses.get("http://bank.test/pay", json={})
    assert requests.get("http://bank.test/pay").json() == {}

def test_httpx():
    with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200))) as client:
        assert client.get("http://bank.test/pay").status_code == 200

def test_a_patched_transport(monkeypatch):
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda self, request: httpx.Response(200))
    assert httpx.get("http://bank.test/pay").status_code == 200
"""


def test_a_stand_in_is_no_server(suite: Callable[..., Ran]) -> None:
    ran = suite(STAND_INS)
    assert "3 passed" in ran.out and ran.status == 0, ran.out
    assert not any(asker.sent for asker in ran.record.askers.values())


def test_servers_that_record_elsewhere_are_checked_later(suite: Callable[..., Ran], echo: str) -> None:
    assert suite(CLIENTS.format(url=echo), "--pyramid-check-later").status == 0


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("http://[::1]/", True),
        ("http://10.1.2.3/", True),
        ("http://web:8000/", True),
        ("https://shop.localhost/", True),
        ("https://shop.test/", True),
        ("https://staging.example.com/", True),
        ("https://example.com/", False),
        ("https://8.8.8.8/", False),
        ("about:blank", False),
    ],
)
def test_hosts_that_may_be_told(url: str, allowed: bool) -> None:
    assert Hosts(["Staging.example.com"]).allow(url) is allowed


def test_origins() -> None:
    assert origin("https://shop.test:8443/a?b#c") == "https://shop.test:8443"
    assert origin("data:text/plain,x") == ""
