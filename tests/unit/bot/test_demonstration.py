"""The whole way of one change: the shop's repository, the hook, two pushes, one comment."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHOP = ROOT / "tests" / "projects" / "shop"
E2E = """

def test_coupon_wants_goods_worth_its_minimum(page: Page) -> None:
    cart = ProductPage(page).open("tea-assam").add_to_cart(1).apply_coupon("TEATIME15")
    expect(cart.alert).to_have_text("This coupon needs goods worth €50.00.")
"""
UNIT = """from datetime import date
from decimal import Decimal

from shop.pricing import CouponTerms, coupon_problem

TERMS = CouponTerms("TEATIME15", 15, Decimal("50"))


def test_coupon_problem_of_a_small_cart() -> None:
    problem = coupon_problem(TERMS, Decimal("49.99"), date(2026, 1, 1))
    assert problem == "This coupon needs goods worth €50.00."


def test_coupon_problem_at_the_minimum() -> None:
    assert coupon_problem(TERMS, Decimal("50"), date(2026, 1, 1)) is None
"""


class Branch:
    """A branch of the shop's repository."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))},
            **{f"GIT_{who}_{what}": "t@e" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            "PYTHONPATH": str(ROOT),
        }

    def git(self, *words: str) -> str:
        return self._run("git", *words).stdout

    def pyramid(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._run(sys.executable, "-m", "pyramid", *words, check=False)

    def hook(self) -> subprocess.CompletedProcess[str]:
        """The hook as the manifest has it, with the names of the staged files."""
        lines = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines()
        entry = next(line.partition(": ")[2] for line in lines if line.strip().startswith("entry: "))
        return self.pyramid(*shlex.split(entry)[1:], *self.git("diff", "--cached", "--name-only").split())

    def push(self) -> str:
        self.git("commit", "-q", "-m", "change", "--no-verify")
        return self.git("rev-parse", "HEAD").strip()

    def files(self) -> list[dict[str, str]]:
        """What a host tells of the pull request."""
        names = self.git("diff", "--name-only", "main...HEAD").split()
        patch = {name: self.git("diff", "main...HEAD", "--", name).partition("\n@@")[2] for name in names}
        return [{"filename": name, "status": "modified", "patch": f"@@{patch[name]}"} for name in names]

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=check
        )


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    found = Branch(tmp_path / "shop-repository")
    shutil.copytree(SHOP, found.root, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    (found.root / ".gitignore").write_text(".pyramid_cache/\n__pycache__/\n")
    found.git("init", "-q", "-b", "main")
    found.git("add", "-A")
    found.push()
    found.git("checkout", "-q", "-b", "coupon")
    return found


def test_from_the_hook_to_the_resolved_comment(
    branch: Branch, github, comment: Callable, tmp_path: Path
) -> None:
    report = tmp_path / "pushed.json"

    def run() -> str:
        """What CI does with a push: audit, hand over, comment."""
        head = branch.git("rev-parse", "HEAD").strip()
        github.state.pulls[1]["sha"], github.state.files = head, branch.files()
        ran = branch.pyramid("audit", "-q", "--exit-zero", "--format", "json", "-o", str(report))
        assert ran.returncode == 0, ran.stderr
        said = comment(report, head=head)
        assert said.status == 0
        return said.err

    file = branch.root / "tests" / "e2e" / "test_coupons.py"
    file.write_text(file.read_text(encoding="utf-8") + E2E, encoding="utf-8")
    branch.git("add", "-A")
    hook = branch.hook()
    (finding,) = hook.stdout.splitlines()
    assert hook.returncode == 1, hook.stderr
    assert finding.startswith("tests/e2e/test_coupons.py:36: PYR101 ") and "coupon_problem" in finding

    branch.push()
    assert "commented on #7" in run()
    (made,) = github.state.comments
    assert "coupon_problem" in made["body"] and "tests/e2e/test_coupons.py:36" in made["body"]

    (branch.root / "tests" / "unit" / "test_coupon_problem.py").write_text(UNIT, encoding="utf-8")
    branch.git("add", "-A")
    assert branch.hook().returncode == 0
    branch.push()
    assert "resolved the comment on #7" in run()
    assert [each["id"] for each in github.state.comments] == [made["id"]]
    assert "**Resolved.**" in made["body"]

    before = github.state.said()
    assert "nothing to say" in run()
    assert github.state.said() == before
