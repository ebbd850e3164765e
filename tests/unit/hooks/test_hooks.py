"""The hooks as people use them: a real repository, a real ``git commit``, under pre-commit and prek.

The hook repository is a clone made here with the manifest as it ships.  Its hooks are run with the
``pyramid`` of this environment (``language: system`` in the user's configuration); anywhere else the
manifest's ``language: python`` has the runner install the package, which takes a network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
FILES = {
    "pyproject.toml": '[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n',
    ".gitignore": ".pyramid_cache/\n",
    "shop/__init__.py": "",
    "shop/coupon.py": """
        def discount(total, code):
            if code == "SPRING" and total > 100:
                return total // 10
            return 0
        """,
    "shop/views.py": """
        from flask import Flask, render_template
        from shop.coupon import discount

        app = Flask(__name__)


        @app.get("/cart")
        def cart():
            return render_template("cart.html", discount=discount(200, "SPRING"))
        """,
    "tests/unit/test_plain.py": "".join(
        f"def test_{number}():\n    assert {number} + 1 == {number + 1}\n\n\n" for number in range(12)
    ),
    "shop/templates/cart.html": '<p id="discount">{{ discount }}</p>\n',
}
E2E = """
from playwright.sync_api import Page, expect


def test_coupon(page: Page):
    page.goto("/cart")
    expect(page.locator("#discount")).to_have_text("20")
"""
UNIT = """
from shop.coupon import discount


def test_discount():
    assert discount(200, "SPRING") == 20
"""


@dataclass(frozen=True)
class Project:
    """A repository whose hooks a runner has installed."""

    root: Path
    runner: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        ran = subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, text=True)
        assert not check or ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
        return ran

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")

    def commit(self, *options: str) -> tuple[int, str]:
        self.run("git", "add", "-A")
        ran = self.run("git", "commit", "-m", "change", *options, check=False)
        return ran.returncode, ran.stdout + ran.stderr


def _environment(home: Path) -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "PREK"))
    }
    identity = {
        f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    own = {"HOME": home, "XDG_CACHE_HOME": home, "PRE_COMMIT_HOME": home / "pc", "PREK_HOME": home / "prek"}
    path = os.pathsep.join((str(_command(home)), str(Path(sys.executable).parent), kept.get("PATH", "")))
    return {**kept, **identity, **{key: str(value) for key, value in own.items()}, "PATH": path}


def _command(home: Path) -> Path:
    """The command as an installation makes it, of the package under test."""
    folder = home / "bin"
    folder.mkdir(parents=True)
    script = folder / "pyramid"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from pyramid.__main__ import main\nsys.exit(main())\n"
    )
    script.chmod(0o755)
    return folder


@pytest.fixture(params=["pre-commit", "prek"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    environment = _environment(tmp_path / "home")
    hooks = tmp_path / "pyramid"
    hooks.mkdir()
    shutil.copy(MANIFEST, hooks)
    found = Project(tmp_path / "shop-root", (request.param,), environment)
    found.root.mkdir()
    for name, text in FILES.items():
        found.write(name, text)
    for folder in (hooks, found.root):
        for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "first")):
            subprocess.run(("git", *words), cwd=folder, env=environment, check=True)
    revision = found.run("git", "-C", str(hooks), "rev-parse", "HEAD").stdout.strip()
    found.write(
        ".pre-commit-config.yaml",
        f"""
        repos:
          - repo: {hooks}
            rev: {revision}
            hooks:
              - id: pyramid-audit
                language: system
              - id: pyramid-audit-full
                language: system
        """,
    )
    found.run(*found.runner, "install")
    return found


def test_a_commit_is_stopped_until_the_unit_test_is_there(project: Project) -> None:
    project.write("README.md", "A shop.\n")
    status, said = project.commit()
    assert status == 0, said  # the old debt of the first commit is silent

    project.write("tests/e2e/test_coupon.py", E2E)
    status, said = project.commit()
    assert status == 1, said
    (finding,) = (line.strip() for line in said.splitlines() if ": PYR" in line)
    assert finding.startswith("tests/e2e/test_coupon.py:6: PYR101 ") and "coupon.discount" in finding
    assert "Passed" not in said and "exit code: 1" in said

    project.write("tests/unit/test_coupon.py", UNIT)
    status, said = project.commit()
    assert status == 0, said
    assert ": PYR" not in said


def test_a_change_that_is_not_staged_is_not_judged(project: Project) -> None:
    """The runner stashes it, and says so; ours sees the files as they will be committed."""
    project.write("shop/coupon.py", FILES["shop/coupon.py"] + "# staged\n")
    project.run("git", "add", "shop/coupon.py", ".pre-commit-config.yaml")
    project.write("shop/views.py", FILES["shop/views.py"].replace("200", "300"))
    ran = project.run("git", "commit", "-m", "comment", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_range_and_the_full_audit(project: Project) -> None:
    project.write("tests/e2e/test_coupon.py", E2E)
    assert project.commit("--no-verify")[0] == 0
    ran = project.run(
        *project.runner, "run", "pyramid-audit", "--from-ref", "HEAD~1", "--to-ref", "HEAD", check=False
    )
    assert ran.returncode == 1 and "PYR101" in ran.stdout, ran.stdout + ran.stderr
    full = project.run(
        *project.runner, "run", "pyramid-audit-full", "--hook-stage", "manual", "--all-files", check=False
    )
    assert full.returncode == 1 and {"PYR101", "PYR201"} <= set(full.stdout.split()), full.stdout


def test_the_manifest_keeps_its_promises() -> None:
    import yaml

    change, full = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert change["types_or"] == ["python", "javascript", "jsx", "ts", "tsx", "java"]
    assert change["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert (full["pass_filenames"], full["stages"]) == (False, ["pre-push", "manual"])
    for hook in (change, full):
        assert hook["require_serial"] is True and hook["language"] == "python"
        assert hook["minimum_pre_commit_version"] == "3.2.0"
        assert hook["entry"].split()[:2] == ["pyramid", "audit"]
