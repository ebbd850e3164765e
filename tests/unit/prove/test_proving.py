"""Break functions of a small project with its real tests; nothing of the project changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyramid.model.errors import PyramidError
from pyramid.model.proof import Proof
from pyramid.prove import digest, read_proofs, valid_proofs, write_proofs
from pyramid.prove.processes import is_alive, run
from pyramid.prove.proving import Batch, LayerRun, Prover, Request
from pyramid.prove.sandbox import sandbox

CODE = '''def is_free(amount):
    """Free from ten on."""
    return amount >= 10


def forever(n):
    while n > 0:
        n = n - 1
    return n
'''
UNIT = """import unittest
from shop.rules import forever, is_free


class Rules(unittest.TestCase):
    def test_edges(self):
        self.assertIs(is_free(10), True)
        self.assertIs(is_free(9), False)

    def test_ends(self):
        self.assertEqual(forever(3), 0)
"""
TOP = """import unittest
from shop.rules import is_free


class Journey(unittest.TestCase):
    def test_runs_and_checks_little(self):
        self.assertIs(is_free(50), True)

    def test_runs_and_checks_nothing(self):
        is_free(3)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in {
        "shop/__init__.py": "",
        "shop/rules.py": CODE,
        "t_unit.py": UNIT,
        "t_top.py": TOP,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def layer(name: str, *tests: str) -> LayerRun:
    words = (sys.executable, "-m", "unittest", "-f", "-q", *tests)
    return LayerRun(layer=name, tests=tests, batches=(Batch(words=words),))


def request(*layers: LayerRun, function: str = "is_free", line: int = 1, **more: object) -> Request:
    return Request(
        function=f"shop.rules.{function}",
        path="shop/rules.py",
        qualname=function,
        line=line,
        layers=layers,
        files=("t_unit.py",),
        **more,  # type: ignore[arg-type]
    )


def prove(root: Path, *layers: LayerRun, **more: object) -> Proof:
    (proof,) = Prover(root).prove([request(*layers, **more)])  # type: ignore[arg-type]
    return proof


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()
    }


def test_the_lower_tests_notice_more_and_nothing_is_left(project: Path) -> None:
    before = snapshot(project)
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"), layer("e2e", "t_top"))
    assert snapshot(project) == before
    unit, top = (len(proof.caught((name,))) for name in ("unit", "e2e"))
    assert (unit, len(proof.faults)) == (5, 5) and 0 < top < unit
    assert proof.is_safe and not proof.only_top and not proof.unnoticed and not proof.pseudo_tested
    assert all(each > 0 for each in proof.seconds_to_catch("unit"))


def test_tests_that_run_and_do_not_check_are_named(project: Path) -> None:
    nothing = layer("e2e", "t_top.Journey.test_runs_and_checks_nothing")
    proof = prove(project, nothing)
    assert proof.pseudo_tested == ("e2e",) and len(proof.unnoticed) == 5 and not proof.is_safe


def test_what_only_the_top_notices_is_not_safe(project: Path) -> None:
    little = layer("unit", "t_top.Journey.test_runs_and_checks_nothing")
    proof = prove(project, little, layer("e2e", "t_unit.Rules.test_edges"))
    assert not proof.is_safe and len(proof.only_top) == 5


def test_a_fault_that_hangs_is_caught_in_time(project: Path) -> None:
    text = CODE.replace("n = n - 1", "n = n - 1").replace("n > 0", "n != 0")
    (project / "shop" / "rules.py").write_text(text)
    proof = prove(project, layer("unit", "t_unit.Rules.test_ends"), function="forever", line=6, timeout=3.0)
    assert "timeout" in {trial.how for each in proof.faults for trial in each.trials}


def test_tests_that_fail_already_prove_nothing(project: Path) -> None:
    (project / "t_unit.py").write_text(UNIT.replace("is_free(9), False", "is_free(9), True"))
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"))
    assert [notice.slug for notice in proof.notices] == ["prove-baseline-fails"] and not proof.faults


def test_tests_of_code_elsewhere_prove_nothing(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "installed" / "shop"
    other.mkdir(parents=True)
    for name in ("__init__.py", "rules.py"):
        (other / name).write_bytes((project / "shop" / name).read_bytes())
    head = f"import sys; sys.path.insert(0, {str(other.parent)!r})\n"
    (project / "t_unit.py").write_text(head + UNIT)
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"))
    assert [notice.slug for notice in proof.notices] == ["prove-other-code"]


def test_a_missing_interpreter_is_told(project: Path) -> None:
    missing = LayerRun(layer="unit", tests=("t",), batches=(Batch(words=("/nowhere/python", "-m", "x")),))
    with pytest.raises(PyramidError) as error:
        prove(project, missing)
    assert error.value.slug == "prove-no-runner"


def test_the_copy_leaves_out_version_control_and_environments(project: Path) -> None:
    for name in (".git/config", "env/pyvenv.cfg", "cache/CACHEDIR.TAG", "__pycache__/x.pyc", "data/x.txt"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("")
    (project / "link").symlink_to(project / "data")
    with sandbox(project) as (copy, _):
        found = {path.relative_to(copy).as_posix() for path in copy.rglob("*")}
        assert {"data/x.txt", "shop/rules.py", "link"} <= found
        assert not {".git", "env", "cache", "__pycache__"} & found
        assert (copy / "link").resolve() == (copy / "data").resolve()
    assert not copy.exists()


def test_processes_that_leave_their_group_are_ended(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    leaves = (
        "import os, time\nos.setsid() if os.fork() == 0 else os._exit(0)\n"
        f"open({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"
    )
    starter = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {leaves!r}]); time.sleep(600)"
    )
    command = [sys.executable, "-c", starter]
    ended = run(command, tmp_path, dict(os.environ), "pyramid-prove-test-1", 3.0, tmp_path / "log")
    assert ended.status is None
    assert note.exists() and _ends(int(note.read_text()))


def test_after_a_kill_the_project_is_whole_and_the_next_run_cleans_up(project: Path, tmp_path: Path) -> None:
    before = snapshot(project)
    script = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\nfrom pyramid.prove.sandbox import sandbox, mark_of\n"
        "from pyramid.prove.processes import run\nimport os\n"
        "with sandbox(Path(sys.argv[2])) as (copy, scratch):\n"
        "    (copy / 'shop' / 'rules.py').write_text('broken')\n"
        "    print(copy.parent, flush=True)\n"
        "    command = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "    run(command, copy, dict(os.environ), mark_of(copy), 600, scratch / 'o')\n"
    )
    package = str(Path(__file__).resolve().parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", script, package, str(project)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert left.is_dir() and snapshot(project) == before
    with sandbox(project):
        assert not left.exists()
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"))
    assert len(proof.caught(("unit",))) == 5


def test_proofs_are_kept_until_a_file_changes(project: Path) -> None:
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"))
    write_proofs(project, [proof])
    assert read_proofs(project) == {proof.function: proof}

    def read(name: str) -> bytes:
        return (project / name).read_bytes()

    assert list(valid_proofs(read_proofs(project), read)) == [proof.function]
    (project / "t_unit.py").write_text(UNIT + "\n")
    assert valid_proofs(read_proofs(project), read) == {}
    assert proof.files["shop/rules.py"] == digest(CODE.encode())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"proofs": [1]}', '{"proofs": [{"function": 1}]}', "\0"])
def test_a_damaged_store_is_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "proofs-1.json").write_text(text)
    assert read_proofs(tmp_path) == {}


def _ends(pid: int) -> bool:
    return any(not is_alive(pid) for _ in _moments())


def _moments() -> Iterator[None]:
    for _ in range(200):
        yield
        time.sleep(0.01)


def test_without_end_to_end_tests_nothing_is_safe_to_thin(project: Path) -> None:
    assert not prove(project, layer("unit", "t_unit.Rules.test_edges")).is_safe
