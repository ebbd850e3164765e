"""Real servers, 32 requests at a time, ended in every way: what is recorded is what was logged."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from .oracles import load

harness = load()
#: ``PYRAMID_FULL=1`` asks for the number of the acceptance test.
LABELS = [f"{7:08x}-{number:08x}" for number in range(1500 if os.environ.get("PYRAMID_FULL") else 120)]
MORE = [f"{8:08x}-{number:08x}" for number in range(40)]
KILLED = {"flask-preload", "fastapi"}
ENDS = [signal.SIGTERM, signal.SIGINT, signal.SIGKILL]
CELLS = [
    pytest.param(name, end, id=f"{name}-{end.name}")
    for name in harness.SERVERS
    for end in (ENDS if name in KILLED else [signal.SIGKILL])
]


@pytest.mark.parametrize(("name", "end"), CELLS)
def test_nothing_is_lost_and_nothing_is_wrong(name: str, end: signal.Signals, tmp_path: Path) -> None:
    variables = harness.environment(tmp_path, tmp_path / "records")
    with harness.served(harness.SERVERS[name], variables, end=end) as base:
        harness.flood(base, LABELS)
    found = harness.flooded(tmp_path)
    assert {key for key, _ in found.oracle} == {*LABELS, ""}
    assert found.exact, f"{found}: {sorted(found.oracle ^ found.recorded)[:9]}"


RELOADED = {
    "gunicorn": (
        "-m",
        "gunicorn",
        "--reload",
        "--bind",
        "fd://{fd}",
        "--log-level",
        "error",
        "flask_app:app",
    ),
    "uvicorn": ("-m", "uvicorn", "--reload", "--fd", "{fd}", "--log-level", "error", "fastapi_app:app"),
}


@pytest.mark.parametrize("name", RELOADED)
def test_reloaded_code_is_recorded(name: str, tmp_path: Path) -> None:
    """The worker is another process after a file was changed."""
    apps, records = tmp_path / "apps", tmp_path / "records"
    shutil.copytree(harness.APPS, apps)
    variables = {**harness.environment(tmp_path, records), "PYRAMID_RECORD_ROOT": str(apps)}
    variables["PYTHONPATH"] = variables["PYTHONPATH"].replace(str(harness.APPS), str(apps))
    with harness.served(RELOADED[name], variables, folder=apps) as base:
        harness.flood(base, LABELS[:20], at_once=4)
        before = _loaded(records)
        with (apps / "business.py").open("a") as file:
            file.write("\n# changed\n")
        _until(lambda: len(_loaded(records)) > len(before))
        harness.flood(base, MORE, at_once=4)
    found = harness.flooded(tmp_path)
    assert {key for key, _ in found.oracle} == {*LABELS[:20], *MORE, ""}
    assert found.exact, f"{found}: {sorted(found.oracle ^ found.recorded)[:9]}"


def _loaded(records: Path) -> set[str]:
    """The processes that have imported the application's code."""
    return {path.name for path in records.glob("process-*") if '"business.py"' in path.read_text()}


def _until(true: object) -> None:
    """Ask until it is so; the run's own limit ends a test that waits for ever."""
    pause = threading.Event()
    for _ in range(1200):
        if true():  # type: ignore[operator]
            return
        pause.wait(0.05)
    raise AssertionError("nothing was reloaded")
