"""The recorder starts in every process, changes nothing else in it, and never keeps one from running."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pyramid_recorder.records import read

from .conftest import CELLS, INTERPRETERS, Recorder

NAMES = """
import sys, importlib.util
print(sorted(name for name in sys.modules if name.partition(".")[0] == "pyramid"))
print(importlib.util.find_spec("pyramid"), "pyramid_recorder" in sys.modules)
"""


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_nothing_but_the_recorder_gets_in(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    """Another package that is called ``pyramid`` stays what it is."""
    here = recorder(python, backend)
    here.write("main.py", NAMES)
    assert here.run("main.py").out.split("\n")[:2] == ["[]", "None True"]
    here.write("pyramid/__init__.py", "")
    here.write("main.py", "import pyramid, sys; print(pyramid.__file__)")
    assert here.run("main.py").out.strip() == str(here.folder / "pyramid" / "__init__.py")


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_only_the_standard_library_is_imported(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    here = recorder(python, backend)
    here.write("main.py", "import sys, json; print(json.dumps(sorted(sys.modules)))")
    plain = subprocess.run([python, "main.py"], cwd=here.folder, capture_output=True, text=True, check=True)
    found = {*json.loads(here.run("main.py").out)} - {*json.loads(plain.stdout)}
    loaded = {name.partition(".")[0] for name in found}
    own = {"pyramid_recorder", "sitecustomize", "__main__", "__mp_main__"}
    packages = {name for name in loaded - own if not name.startswith("_")}
    listed = subprocess.run(
        [python, "-I", "-c", "import sys; print(*sys.stdlib_module_names)"], capture_output=True, text=True
    )
    assert packages <= {*listed.stdout.split()}


def test_a_hidden_sitecustomize_is_run(recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    other = here.write("other/sitecustomize.py", "import builtins; builtins.customised = True")
    here.write("main.py", "import sys, builtins; print(builtins.customised, len(sys.path))")
    path = os.pathsep.join([here.boot, str(other.parent)])
    assert here.run("main.py", PYTHONPATH=path).out.startswith("True")


def test_a_shadowed_bootstrap_leaves_no_heartbeat(recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    other = here.write("other/sitecustomize.py", "")
    here.write("main.py", "print('on')")
    path = os.pathsep.join([str(other.parent), here.boot])
    assert here.run("main.py", PYTHONPATH=path).record.processes == []


def test_a_folder_that_cannot_be_written_is_told_and_the_program_runs(
    recorder: Callable[..., Recorder],
) -> None:
    here = recorder()
    here.write("main.py", "print('on')")
    file = here.write("file", "")
    done = subprocess.run(
        here.command("main.py"),
        cwd=here.folder,
        env=here.environment(PYRAMID_RECORD=str(file / "records")),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "on\n")
    assert done.stderr.startswith("pyramid-recorder: not recording: NotADirectoryError")


@pytest.mark.parametrize("version", INTERPRETERS)
def test_it_is_off_unless_asked_for(version: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder(INTERPRETERS[version])
    here.write("main.py", "import sys; print(hasattr(sys, 'monitoring') and sys.monitoring.get_tool(4))")
    environment: Mapping[str, str] = {**here.environment(), "PYRAMID_RECORD": ""}
    done = subprocess.run(
        here.command("main.py"), cwd=here.folder, env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() in ("None", "False")
    assert not here.records.exists()


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_a_script_is_what_it_was(python: str, backend: str, recorder: Callable[..., Recorder]) -> None:
    """Arguments, ``__main__`` and the path are those of ``python script.py``."""
    here = recorder(python, backend)
    text = (
        "import sys, os\nimport beside\nprint(__name__, sys.argv, sys.path[0], os.path.basename(__file__))\n"
    )
    here.write("bin/main.py", text)
    here.write("bin/beside.py", "")
    plain = subprocess.run(
        [python, "bin/main.py", "-x", "y"], cwd=here.folder, capture_output=True, text=True, check=True
    )
    assert here.run("bin/main.py", "-x", "y").out == plain.stdout


def test_the_heartbeat_says_who_records(recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    here.write("main.py", "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)")
    processes = here.run("main.py").record.processes
    assert len(processes) == 2
    assert {process["python"] for process in processes} == {".".join(map(str, sys.version_info[:3]))}
    assert {process["mode"] for process in processes} == {"functions"}


def test_what_is_cut_off_is_left_out(recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    here.write("main.py", "def f(): pass\nf()\n")
    here.run("main.py")
    (file,) = here.records.glob("*.jsonl")
    whole = len(read([file]).asker("").ran)
    with file.open("a") as journal:
        journal.write('["ran","",0,1,"g')
    assert len(read([Path(file)]).asker("").ran) == whole == 1
