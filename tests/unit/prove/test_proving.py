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
from pyramid.prove.proving import LayerRun, Prover, Request
from pyramid.prove.running import Batch, Way
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
    words = (sys.executable, "-m", "unittest", "-v", "{stop}", "{tests}")
    way = Way(words=words, stop=("-f",), names={test: test for test in tests}, outcomes="lines")
    return LayerRun(layer=name, batches=(Batch(tests=tests, ways=(way,)),))


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
    proof = prove(
        project,
        layer("unit", "t_unit.Rules.test_edges"),
        layer("e2e", "t_top.Journey.test_runs_and_checks_little"),
    )
    assert snapshot(project) == before
    unit, few = (len(proof.caught((name,))) for name in ("unit", "e2e"))
    assert (unit, len(proof.faults)) == (5, 5) and 0 < few < unit
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
    way = Way(words=("/nowhere/python", "-m", "x"), names={"t": "t"})
    missing = LayerRun(layer="unit", batches=(Batch(tests=("t",), ways=(way,)),))
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
        "    run(command, copy, dict(os.environ), mark_of(scratch), 600, scratch / 'o')\n"
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


def test_a_test_that_fails_already_is_left_out_and_named(project: Path) -> None:
    failing = "\n    def test_fails(self):\n        self.assertIs(is_free(9), True)\n"
    (project / "t_unit.py").write_text(UNIT + failing)
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges", "t_unit.Rules.test_fails"))
    assert proof.layers[0].tests == ("t_unit.Rules.test_edges",)
    assert len(proof.caught(("unit",))) == len(proof.faults) == 5
    (notice,) = proof.notices
    assert notice.slug == "prove-baseline-fails" and "1 of 2" in notice.message
    assert "t_unit.Rules.test_fails" in notice.message


def test_a_file_that_cannot_be_imported_leaves_the_others(project: Path) -> None:
    (project / "t_broken.py").write_text("import nothing_of_the_kind\n")
    proof = prove(project, layer("unit", "t_broken.Rules.test_x", "t_unit.Rules.test_edges"))
    assert proof.layers[0].tests == ("t_unit.Rules.test_edges",) and len(proof.caught(("unit",))) == 5


def test_skipped_tests_prove_nothing(project: Path) -> None:
    skip = UNIT.replace("    def test_edges", "    @unittest.skip('no browser')\n    def test_edges")
    (project / "t_unit.py").write_text(skip)
    proof = prove(project, layer("e2e", "t_unit.Rules.test_edges"))
    assert not proof.layers and not proof.faults and not proof.is_safe
    assert [notice.slug for notice in proof.notices] == ["prove-skipped"]


def test_tests_that_fail_after_the_faults_prove_nothing(project: Path, tmp_path: Path) -> None:
    note = tmp_path / "left"
    leaving = f"""import os, unittest
from shop.rules import is_free


class Rules(unittest.TestCase):
    def test_edges(self):
        self.assertFalse(os.path.exists({str(note)!r}))
        if is_free(10) is not True:
            open({str(note)!r}, "w").close()
"""
    (project / "t_unit.py").write_text(leaving)
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"))
    assert not proof.layers and not proof.faults
    assert [notice.slug for notice in proof.notices] == ["prove-unsteady"]


def test_the_way_in_which_most_tests_pass_is_taken_and_remembered(project: Path) -> None:
    names = {"t_unit.Rules.test_edges": "t_unit.Rules.test_edges"}
    wrong = Way(words=(sys.executable, "-c", "raise SystemExit(1)"), names=names)
    right = layer("unit", *names).batches[0].ways[0]
    both = LayerRun(layer="unit", batches=(Batch(tests=tuple(names), ways=(wrong, right)),))
    proof = prove(project, both)
    assert len(proof.caught(("unit",))) == 5 and not proof.notices


def test_of_a_part_of_a_repository_the_whole_is_copied(project: Path) -> None:
    top = project.parent
    (top / ".git").mkdir()
    (top / "beside.env").write_text("x")
    with sandbox(project) as (copy, _):
        assert (copy.parent / "beside.env").exists() and (copy / "shop" / "rules.py").exists()
        assert not (copy.parent / ".git").exists()


def test_tests_that_never_run_the_function_are_no_layer_of_it(project: Path) -> None:
    doubled = UNIT.replace("is_free(10), True", "True, True").replace("is_free(9), False", "False, False")
    (project / "t_top.py").write_text(doubled)
    proof = prove(project, layer("unit", "t_unit.Rules.test_edges"), layer("api", "t_top.Rules.test_edges"))
    assert [each.layer for each in proof.layers] == ["unit"] and not proof.pseudo_tested
    assert [notice.slug for notice in proof.notices] == ["prove-not-executed"]
