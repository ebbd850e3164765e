"""What recording costs, beside coverage.py's C tracer and beside nothing, in one run.

    python tests/benchmarks/recorder.py [--rounds 7] [--lines]

Processor time of one request, in process, of three loads: ``light`` (JSON, 17 calls of application
code), ``page`` (100 rows of an ORM through a template) and ``heavy`` (20,000 calls).  The variants take
turns, each in a process of its own, so that a busy machine troubles all alike; the median of the rounds
is printed, and exit status 1 says that a bar does not hold: at most 15 % on the page, and at
least 1.5 times cheaper than the C tracer on every load.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pyramid_recorder.configuration import Configuration, write  # noqa: E402

LOADS = {"light": 1500, "page": 60, "heavy": 40}
VARIANTS = ("nothing", "recorder", "coverage")
SHOP = """
import json, os, sys, time
from flask import Flask, render_template_string
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool)

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    cents: Mapped[int]

    def price(self):
        return money(self.cents)

def money(cents):
    return f"{cents // 100}.{cents % 100:02}"

Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(Tea(name=f"tea {n}", cents=n * 17) for n in range(100))
    session.commit()
ROW = "<li class='{{ loop.cycle('a', 'b') }}'>{{ tea.name }} {{ tea.price() }}</li>"
PAGE = "<ul>{% for tea in teas %}" + ROW + "{% endfor %}</ul>"

def step(n):
    return n + 1

@app.get("/light")
def light():
    n = 0
    for _ in range(16):
        n = step(n)
    return {"n": n}

@app.get("/page")
def page():
    with Session(engine) as session:
        return render_template_string(PAGE, teas=session.scalars(select(Tea)).all())

@app.get("/heavy")
def heavy():
    n = 0
    for _ in range(20_000):
        n = step(n)
    return {"n": n}
"""
MAIN = """
import io, json, sys, time
from shop import app

def ask(path, number):
    label = f"x-pyr-{7:08x}-{number // 10:08x}"
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "here", "SERVER_PORT": "80",
               "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "HTTP_CONTENT_LANGUAGE": label}
    for _ in app(environ, lambda status, headers: None):
        pass

spent = {}
for load, count in json.loads(sys.argv[1]).items():
    for number in range(count // 5):
        ask(f"/{load}", number)
    begun = time.process_time()
    for number in range(count):
        ask(f"/{load}", number)
    spent[load] = (time.process_time() - begun) / count
print(json.dumps(spent))
"""


def measure(folder: Path, variant: str, lines: bool) -> dict[str, float]:
    """Seconds of processor time of a request of each load."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYRAMID", "COV"))
    }
    environment.pop("PYTHONPATH", None)
    command = [sys.executable]
    if variant == "recorder":
        write(Configuration(str(folder / "records"), (str(folder),), lines), environment)
    elif variant == "coverage":
        environment["COVERAGE_CORE"] = "ctrace"
        command += ["-m", "coverage", "run", f"--source={folder}", f"--data-file={folder / 'data'}"]
    done = subprocess.run(
        [*command, str(folder / "main.py"), json.dumps(LOADS)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Measure, print, compare with the bars."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lines", action="store_true", help="record lines too")
    given = parser.parse_args()
    rounds: dict[str, list[dict[str, float]]] = {variant: [] for variant in VARIANTS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shop.py").write_text(SHOP)
        (folder / "main.py").write_text(MAIN)
        for _ in range(given.rounds):
            for variant in VARIANTS:
                rounds[variant].append(measure(folder, variant, given.lines))
    return report(
        {v: {load: median(r[load] for r in found) for load in LOADS} for v, found in rounds.items()}
    )


def report(spent: dict[str, dict[str, float]]) -> int:
    """The table, and whether the bars hold."""
    print(f"Python {sys.version.split()[0]}, milliseconds of processor time for a request")
    print(f"{'':8}" + "".join(f"{variant:>12}" for variant in VARIANTS) + f"{'added':>10}{'cheaper':>10}")
    missed = []
    for load in LOADS:
        bare, ours, theirs = (spent[variant][load] for variant in VARIANTS)
        row = "".join(f"{1000 * spent[variant][load]:12.3f}" for variant in VARIANTS)
        cheaper = theirs / ours
        print(f"{load:8}{row}{100 * (ours / bare - 1):9.0f}%{cheaper:9.1f}x")
        if load == "page" and ours > 1.15 * bare:
            missed.append("more than 15 % on the page")
        if cheaper < 1.5:
            missed.append(f"less than 1.5 times cheaper than the C tracer on {load}")
    print("\n".join(f"bar missed: {words}" for words in missed) or "every bar holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
