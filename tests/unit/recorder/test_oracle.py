"""Real applications, a real browser, two workers: what is recorded is what the application logged.

``python tests/oracle/harness.py --rounds 10`` does the same ten times over, with any interpreter.
"""

from __future__ import annotations

import os
from pathlib import Path

from .oracles import load, mutant

ROUNDS = 10 if os.environ.get("PYRAMID_FULL") else 1
NAMES = ["flask", "fastapi", "starlette", "django-wsgi", "django-asgi", "aiohttp", "tornado"]


harness = load()


def test_the_record_is_the_log(tmp_path: Path) -> None:
    names = list(harness.SERVERS) if ROUNDS > 1 else NAMES
    found = harness.browse(names, tmp_path, rounds=ROUNDS)
    assert found.status == 0, found.out
    assert found.exact, f"{found}: {sorted(found.oracle ^ found.recorded)} {sorted(found.nobody)}"
    assert len({test for test, _ in found.oracle}) == 6 * ROUNDS * len(names)


def test_another_carrier_breaks_the_application(tmp_path: Path) -> None:
    """A browser asks before it sends ``baggage`` to another origin; a server that was never asked says no."""
    package = mutant(tmp_path, "testing/run.py", 'HEADER = "Content-Language"', 'HEADER = "baggage"')
    found = harness.browse(["flask"], tmp_path, package=package)
    assert found.status == 1
    assert "2 failed, 4 passed" in found.out
    assert "test_price_of_another_origin" in found.out and "test_mail_of_another_origin" in found.out


def test_a_server_without_the_recorder_fails_the_run(tmp_path: Path) -> None:
    """As when another tool's ``sitecustomize`` comes first: silence would look like code that nobody runs."""
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    (shadow / "sitecustomize.py").write_text("")
    path = os.pathsep.join([str(shadow), str(harness.APPS)])
    found = harness.browse(["flask"], tmp_path, server={"PYTHONPATH": path, "PYRAMID_RECORD": ""})
    assert not found.recorded and found.status == 1
    assert "6 passed" in found.out and "(label-without-recorder)" in found.out
