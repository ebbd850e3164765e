"""Services that OpenTelemetry instruments: those behind the first are told whose request it is."""

from __future__ import annotations

import http.client
import os
import sysconfig
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from .conftest import Recorded, Recorder, header, token
from .oracles import load

harness = load()
LAUNCHER = "from opentelemetry.instrumentation.auto_instrumentation import run; run()"
QUIET = {f"OTEL_{name}_EXPORTER": "none" for name in ("TRACES", "METRICS", "LOGS")}


def ask_both(here: Recorder) -> tuple[Recorded, list[str]]:
    """Two tests ask the first service, which asks the second; what each was told as baggage."""
    here.program("services.py")
    path = os.pathsep.join([here.boot, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    variables = here.environment(PYTHONPATH=path, **QUIET)
    traced = ("-c", LAUNCHER, here.python, "-m", "gunicorn", "--log-level", "error", "--bind", "fd://{fd}")
    said = []
    with ExitStack() as stack:

        def serve(name: str, **more: str) -> str:
            command = (*traced, f"services:{name}")
            served = harness.served(command, {**variables, **more}, python=here.python, folder=here.folder)
            return str(stack.enter_context(served))

        front = serve("front", BACK=serve("back"))
        for number, more in ((1, {}), (2, {"baggage": "user=7"})):
            connection = http.client.HTTPConnection(front.removeprefix("http://"), timeout=120)
            headers = {"Content-Language": header(number), **more}
            connection.request("GET", f"/?key={token(number)}", headers=headers)
            said.append(connection.getresponse().read().decode())
            connection.close()
    return here.recorded(), said


def test_the_services_behind_get_the_label(recorder: Callable[..., Recorder]) -> None:
    done, said = ask_both(recorder())
    assert done.oracle == {(token(number), name) for number in (1, 2) for name in ("shop", "stock")}
    assert done.pairs() == done.oracle
    assert said[0] == f"test.id={header(1)}"
    assert set(said[1].split(",")) == {"user=7", f"test.id={header(2)}"}


@pytest.mark.parametrize(
    ("module", "before", "after", "lost"),
    [
        ("start.py", "            launching.stay_in_front(),\n", "", {"shop", "stock"}),
        ("entries.py", "return _TRACING in sys.modules", "return False", {"stock"}),
    ],
    ids=["shadowed by the tracer's own sitecustomize", "no baggage"],
)
def test_it_can_fail(
    module: str, before: str, after: str, lost: set[str], recorder: Callable[..., Recorder]
) -> None:
    here = recorder()
    here.mutate(module, before, after)
    done, _ = ask_both(here)
    labelled = {name for key, name in done.pairs() if key}
    assert {name for _, name in done.oracle} - labelled == lost
