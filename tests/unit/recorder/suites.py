"""Suites that are run with the plugin, in processes of their own, and a server that says what it was sent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from pyramid_recorder.records import Record, read

ROOT = Path(__file__).resolve().parents[3]
SHOP = """
def price(): return 1
def seed(): return 2
def clean(): return 3
def mine(): return 4
def app(environ, start_response):
    price()
    start_response("200 OK", [])
    return [b""]
"""


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    record: Record

    def tests(self) -> dict[str, tuple[set[str], set[str]]]:
        """Test → the functions of the shop that it ran itself, and those of its wider fixtures."""
        return {
            name.partition("::")[2]: (_names(own), _names(setup)) for name, own, setup in self.record.tests()
        }


def _names(places: object) -> set[str]:
    return {place.name for place in places if place.file == "shop.py"}  # type: ignore[attr-defined]


def run_suite(folder: Path, text: str, *options: str, on: bool = True, package: Path = ROOT) -> Ran:
    """Run a suite in a folder, next to the shop; ``package`` is where the recorder lies."""
    (folder / "shop.py").write_text(SHOP)
    (folder / "test_shop.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "CHROMIUM") if name in os.environ}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "pyramid_recorder.testing.plugin"]
    switch = ["--pyramid-record"] if on else []
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *switch, *options, "test_shop.py"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    records = folder / ".pyramid-records"
    record = read([records]) if records.exists() else Record()
    return Ran(done.returncode, done.stdout + done.stderr, record)


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers of the request."""

    def do_GET(self) -> None:
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Location", "/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass
