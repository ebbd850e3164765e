"""Records of lines: those that run, by every back-end, and as coverage.py's own data for its own reports."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from pyramid.cli import main

from .conftest import CELLS, PROGRAMS, Recorder, header, token

SHAPES = PROGRAMS / "shapes.py"
#: What the interpreter's own tracing says.
TRACED = """
import sys, trace
tracer = trace.Trace(count=1, trace=0)
with open("shapes.py") as file:
    code = compile(file.read(), "shapes.py", "exec", dont_inherit=True)
names = {"__name__": "__main__", "__file__": "shapes.py"}
tracer.runctx(code, names, names)
print(*sorted(line for file, line in tracer.results().counts if file == "shapes.py"))
"""


def whole_statements(lines: Iterable[int]) -> set[int]:
    """A line in the middle of a simple statement counts as the statement's first, as in every report."""
    first: dict[int, int] = {}
    for node in ast.walk(ast.parse(SHAPES.read_text())):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            first.update(dict.fromkeys(range(node.lineno, (node.end_lineno or 0) + 1), node.lineno))
    return {first.get(line, line) for line in lines}


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_the_lines_that_run(python: str, backend: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder(python, backend, lines=True)
    here.program("shapes.py")
    ours = {place.line for place in here.run("shapes.py").record.asker("").ran if not place.name}
    traced = subprocess.run(
        [python, "-c", TRACED], cwd=here.folder, capture_output=True, text=True, check=True
    )
    theirs = whole_statements(map(int, traced.stdout.split()))
    assert len(theirs) >= 80
    assert whole_statements(ours) == theirs


ASKED = f"""
import shapes

def application(environ, start_response):
    shapes.loops(2)
    return [shapes.never()]

if __name__ == "__main__":
    application({{"HTTP_CONTENT_LANGUAGE": "{header(1)}"}}, None)
"""


def reported(folder: Path, data: str) -> dict[str, Any]:
    """What `coverage json` makes of a data file."""
    run = [sys.executable, "-m", "coverage"]
    done = subprocess.run(
        [*run, "json", "--data-file", data, "-o", "out.json", "--show-contexts"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads((folder / "out.json").read_text())["files"]
    return found


@pytest.fixture
def project(recorder: Callable[..., Recorder]) -> Path:
    """A program that ran once with the recorder and once with coverage; the record says who asked."""
    here = recorder(sys.executable, lines=True)
    here.program("shapes.py")
    here.write("asked.py", ASKED)
    here.write(".coveragerc", "[run]\nrelative_files = true\nsource = .\n")
    here.run("asked.py", PYRAMID_RECORD=str(here.folder / ".pyramid-records"))
    told = [{"pyramid_record": 1, "kind": "tests"}, ["test", token(1), "t.py::test_loops", 1.0]]
    here.write(".pyramid-records/tests-a.jsonl", "".join(json.dumps(line) + "\n" for line in told))
    command = [sys.executable, "-m", "coverage", "run", "--data-file", "theirs", "asked.py"]
    subprocess.run(command, cwd=here.folder, check=True, capture_output=True)
    assert main(["combine", "--root", str(here.folder), "--to-coverage", str(here.folder / "ours")]) == 0
    return here.folder


def test_coverages_report_of_them_is_its_own(project: Path) -> None:
    ours, theirs = (reported(project, name) for name in ("ours", "theirs"))
    assert ours.keys() == theirs.keys() == {"shapes.py", "asked.py"}
    for name, file in ours.items():
        for key in ("executed_lines", "missing_lines", "summary"):
            assert file[key] == theirs[name][key], (name, key)
    lines = (project / "shapes.py").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text == '    return "never"')
    assert ours["shapes.py"]["contexts"][str(line)] == ["t.py::test_loops|run"]


@pytest.mark.parametrize(
    "command", [("report",), ("html", "--show-contexts", "-d", "out"), ("xml",), ("lcov",)]
)
def test_every_report_can_be_made(project: Path, command: tuple[str, ...]) -> None:
    run = [sys.executable, "-m", "coverage", command[0], "--data-file", "ours", *command[1:]]
    done = subprocess.run(run, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    if command[0] == "html":
        (page,) = (project / "out").glob("*shapes_py.html")
        assert "t.py::test_loops" in page.read_text()
