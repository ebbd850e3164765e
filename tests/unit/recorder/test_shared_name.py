"""An application of Pylons' framework, whose package has the audit's name, in an environment of its own.

``.ci/run`` makes that environment and names its folder in ``PYRAMID_TEST_PYLONS``; hatchling is in it,
to build the recorder's own distribution without asking an index.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pyramid import __version__
from pyramid_recorder import __version__ as recorders_version

from .oracles import PACKAGE, load

harness = load()
MADE = os.environ.get("PYRAMID_TEST_PYLONS", "")
APP = ("-m", "pylons_app", "{fd}")
LABELS = [f"{7:08x}-{number:08x}" for number in range(60)]
SHOW = "import pyramid, importlib.util as i; print(pyramid.__file__); print(i.find_spec('pyramid_recorder'))"
with_pylons = pytest.mark.skipif(not MADE, reason="PYRAMID_TEST_PYLONS names no environment with Pylons")


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A new environment that has what the made one has; gives its interpreter."""
    made = Path(MADE) / "bin" / "python"
    packages = "import sysconfig; print(sysconfig.get_path('purelib'))"
    run(str(made), "-m", "venv", "--without-pip", str(tmp_path / "environment"))
    python = tmp_path / "environment" / "bin" / "python"
    here = Path(run(str(python), "-c", packages).strip())
    (here / "pylons.pth").write_text(run(str(made), "-c", packages))
    return python


def flood(folder: Path, python: Path, **more: str) -> None:
    """32 labelled requests at a time, every other without a label; the record is the application's log."""
    variables = {**harness.environment(folder, folder / "records"), **more}
    with harness.served(APP, variables, python=str(python)) as base:
        harness.flood(base, LABELS)
    found = harness.flooded(folder)
    assert {key for key, _ in found.oracle} == {*LABELS, ""}
    assert found.exact, f"{found}: {sorted(found.oracle ^ found.recorded)[:9]}"
    assert not found.record.errors


@with_pylons
def test_nothing_needs_to_be_installed(environment: Path, tmp_path: Path) -> None:
    flood(tmp_path, environment)
    package, found = run(str(environment), "-I", "-c", SHOW).splitlines()
    assert package.startswith(MADE) and found == "None"


@with_pylons
def test_the_recorder_alone_is_installed(environment: Path, tmp_path: Path) -> None:
    pip = (str(Path(MADE) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check")
    build = ("wheel", "-q", "--no-index", "--no-build-isolation", "--no-deps", "-w", str(tmp_path))
    run(*pip, *build, str(PACKAGE / "pyramid_recorder"))
    (wheel,) = tmp_path.glob("*.whl")
    run(*pip, "--python", str(environment), "install", "-q", "--no-index", str(wheel))
    flood(tmp_path, environment, PYTHONPATH=str(harness.APPS))
    assert run(str(environment), "-I", "-c", SHOW).splitlines()[0].startswith(MADE)
    installed = run(*pip, "--python", str(environment), "list", "--format", "freeze").splitlines()
    assert f"pyramid-recorder=={__version__}" in installed
    assert not [line for line in installed if line.startswith("pyramid-audit")]
    assert f"{sys.version_info[0]}.{sys.version_info[1]}" in run(str(environment), "--version")


def test_both_distributions_have_one_version() -> None:
    assert recorders_version == __version__
