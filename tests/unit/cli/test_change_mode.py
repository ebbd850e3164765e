"""``--diff`` and ``--staged``: what a change causes or touches, in a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.cli import main
from pyramid.settings import DEFAULT

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\nfail-on = "warning"\n',
    "shop/__init__.py": "",
    "shop/coupon.py": """
        def discount(total, code):
            if code == "SPRING" and total > 100:
                return total // 10
            return 0


        def old_debt(total):
            if total > 3:
                return 1
            return 2
        """,
    "shop/views.py": """
        from flask import Flask, render_template
        from shop.coupon import discount

        app = Flask(__name__)


        @app.get("/cart")
        def cart():
            return render_template("cart.html", discount=discount(200, "SPRING"))
        """,
    "shop/templates/cart.html": '<p id="discount">{{ discount }}</p>\n',
    "tests/e2e/test_old.py": """
        from playwright.sync_api import Page, expect


        def test_old(page: Page):
            page.goto("/cart")
            expect(page.locator("#discount")).to_have_text("0")
        """,
    "tests/unit/test_plain.py": """
        def test_plain():
            assert 1 + 1 == 2
        """,
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
    assert discount(100, "SPRING") == 0
"""


class Repository:
    """A git repository, and the audit of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys

    def git(self, *words: str) -> str:
        return subprocess.run(
            ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words),
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")

    def commit(self, message: str = "change") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, "--allow-empty")

    def audit(self, *arguments: str) -> tuple[int, dict]:
        status = main(["audit", "-q", "--format", "json", *arguments])
        out = self._capsys.readouterr()
        return status, json.loads(out.out)

    def codes(self, *arguments: str) -> list[tuple[str, str, int]]:
        _, report = self.audit(*arguments)
        return [(each["code"], each["path"], each["line"]) for each in report["findings"]]


@pytest.fixture(scope="module", autouse=True)
def rules_read_once() -> None:
    pipeline.load_rules_for(Path(), DEFAULT)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> Repository:
    for name in list(os.environ):
        if name.startswith(("GIT_", "PRE_COMMIT", "COVERAGE_FILE")):
            monkeypatch.delenv(name)
    root = tmp_path / "shop-root"
    root.mkdir()
    found = Repository(root, capsys)
    for name, text in FILES.items():
        found.write(name, text)
    found.git("init", "-q", "-b", "main")
    found.commit("first")
    monkeypatch.chdir(root)
    return found


Step = Callable[[Repository], None]


def test_nothing_changed_says_nothing(repository: Repository) -> None:
    status, report = repository.audit("--diff", "main")
    assert (status, report["findings"], report["change"]["paths"]) == (0, [], [])
    assert repository.codes()  # and there are old debts


def test_a_new_end_to_end_check(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "coupon")
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.commit()
    status, report = repository.audit("--diff", "main")
    (finding,) = report["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == ("PYR101", "tests/e2e/test_coupon.py", 6)
    assert status == 1
    before = {share["layer"]: share["tests"] for share in report["change"]["before"]["layers"]}
    now = {share["layer"]: share["tests"] for share in report["pyramid"]["layers"]}
    assert (before["e2e"], now["e2e"]) == (1, 2)
    assert report["change"]["base"] == repository.git("rev-parse", "main")


def test_a_lower_test_silences_it(repository: Repository) -> None:
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.write("tests/unit/test_coupon.py", UNIT)
    assert repository.codes("--diff", "HEAD") == []


def test_a_changed_check_is_told_and_its_neighbour_is_not(repository: Repository) -> None:
    text = (repository.root / "tests/e2e/test_old.py").read_text()
    more = "\n\ndef test_more(page: Page):\n    page.goto('/cart')\n"
    more += "    expect(page.locator('#discount')).to_have_text('1')\n"
    repository.write("tests/e2e/test_old.py", text + more)
    assert repository.codes("--diff", "HEAD") == [("PYR101", "tests/e2e/test_old.py", 11)]


def test_new_logic_without_a_test(repository: Repository) -> None:
    text = (repository.root / "shop/coupon.py").read_text()
    repository.write("shop/coupon.py", text + "\n\ndef fresh(total):\n    return 1 if total else 2\n")
    assert repository.codes("--diff", "HEAD") == [("PYR202", "shop/coupon.py", 13)]


def test_changed_logic_that_only_end_to_end_tests_reach(repository: Repository) -> None:
    text = (repository.root / "shop/coupon.py").read_text()
    repository.write("shop/coupon.py", text.replace("// 10", "// 20"))
    assert repository.codes("--diff", "HEAD") == [("PYR201", "shop/coupon.py", 1)]


def test_a_deleted_lower_test_uncovers_logic(repository: Repository) -> None:
    """Not touched by the change, and caused by it."""
    repository.write("tests/unit/test_coupon.py", UNIT)
    repository.commit()
    repository.git("rm", "-q", "tests/unit/test_coupon.py")
    assert ("PYR201", "shop/coupon.py", 1) in repository.codes("--diff", "HEAD")


def test_a_gap_of_another_kind_is_an_old_debt(repository: Repository) -> None:
    """Nobody reached it; now an end-to-end test does, which made nothing worse."""
    text = (repository.root / "shop/views.py").read_text()
    more = "\n\n@app.get('/debt')\ndef debt():\n    return str(old_debt(4))\n"
    repository.write("shop/views.py", text.replace("import discount", "import discount, old_debt") + more)
    repository.commit()
    repository.write("tests/e2e/test_debt.py", E2E.replace("/cart", "/debt"))
    assert "PYR201" not in {code for code, _, _ in repository.codes("--diff", "HEAD")}
    assert ("PYR201", "shop/coupon.py", 7) in repository.codes()


def test_a_test_that_became_heavier(repository: Repository) -> None:
    repository.write(
        "tests/unit/test_plain.py",
        "from playwright.sync_api import Page, expect\n\n\n"
        "def test_plain(page: Page):\n    page.goto('/cart')\n    expect(page).to_have_title('x')\n",
    )
    found = repository.codes("--diff", "HEAD")
    assert ("PYR402", "tests/unit/test_plain.py", 4) in found


@pytest.mark.parametrize("edit", [False, True])
def test_a_moved_file_is_no_new_debt(repository: Repository, edit: bool) -> None:
    repository.git("mv", "tests/e2e/test_old.py", "tests/e2e/test_renamed.py")
    text = (repository.root / "tests/e2e/test_renamed.py").read_text()
    repository.write("tests/e2e/test_renamed.py", ("# a line above\n" if edit else "") + text)
    repository.git("add", "-A")
    assert repository.codes("--diff", "HEAD") == []


def test_a_renamed_function_makes_no_old_check_new(repository: Repository) -> None:
    for name in ("shop/coupon.py", "shop/views.py"):
        text = (repository.root / name).read_text().replace("discount(", "rebate(")
        repository.write(name, text.replace("import discount", "import rebate"))
    assert {code for code, _, _ in repository.codes("--diff", "HEAD")} <= {"PYR201"}


def test_only_from_where_the_branch_left(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "coupon")
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("tests/e2e/test_other.py", E2E.replace("test_coupon", "test_other"))
    repository.commit()
    assert [path for _, path, _ in repository.codes("--diff", "coupon")] == ["tests/e2e/test_other.py"]


def test_paths_limit_the_change_and_not_the_program(repository: Repository) -> None:
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.write("tests/e2e/test_other.py", E2E.replace("test_coupon", "test_other"))
    found = repository.codes("--diff", "HEAD", "tests/e2e/test_other.py")
    assert [(code, path) for code, path, _ in found] == [("PYR101", "tests/e2e/test_other.py")]


def test_staged_files_only(repository: Repository) -> None:
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.write("tests/e2e/test_other.py", E2E.replace("test_coupon", "test_other"))
    repository.git("add", "tests/e2e/test_coupon.py")
    assert [path for _, path, _ in repository.codes("--staged")] == ["tests/e2e/test_coupon.py"]


def test_the_first_commit_is_all_new(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "fresh")
    _, report = repository.audit("--staged")
    assert report["change"]["base"] == ""
    assert {each["code"] for each in report["findings"]} >= {"PYR101", "PYR201", "PYR202"}


def test_a_range_as_pre_commit_gives_it(repository: Repository, monkeypatch) -> None:
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.commit()
    assert repository.codes("--staged") == []
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    assert [code for code, _, _ in repository.codes("--staged")] == ["PYR101"]


def test_a_project_below_the_top(repository: Repository, monkeypatch) -> None:
    (repository.root / "backend").mkdir()
    for name in ("pyproject.toml", "shop", "tests"):
        repository.git("mv", name, f"backend/{name}")
    repository.commit()
    monkeypatch.chdir(repository.root / "backend")
    repository.write("backend/tests/e2e/test_coupon.py", E2E)
    _, report = repository.audit("--diff", "HEAD")
    assert [each["path"] for each in report["findings"]] == ["tests/e2e/test_coupon.py"]
    assert report["prefix"] == "backend"


def test_the_state_before_is_kept_over_a_commit(repository: Repository, monkeypatch) -> None:
    made = []
    real = pipeline.analyse
    monkeypatch.setattr(pipeline, "analyse", lambda *given, **named: made.append(1) or real(*given, **named))
    repository.write("tests/e2e/test_coupon.py", E2E)
    repository.git("add", "-A")
    repository.audit("--staged")
    assert len(made) == 2  # before and now
    repository.audit("--staged")
    assert len(made) == 2
    repository.commit()
    repository.write("tests/unit/test_coupon.py", UNIT)
    repository.git("add", "-A")
    assert repository.codes("--staged") == []
    assert len(made) == 3  # the commit was seen before it was made


@pytest.mark.parametrize(
    ("revision", "slug"),
    [
        ("--output=stolen", "no-revision"),
        ("-h", "no-revision"),
        ("", "no-revision"),
        ("main\n", "no-revision"),
        ("nowhere", "no-such-revision"),
        ("main; touch stolen", "no-such-revision"),
        ("$(touch stolen)", "no-such-revision"),
        ("HEAD:shop", "no-such-revision"),
    ],
)
def test_hostile_revisions(repository: Repository, capsys, revision: str, slug: str) -> None:
    assert main(["audit", "-q", f"--diff={revision}"]) == 2
    assert slug in capsys.readouterr().err
    assert not (repository.root / "stolen").exists()


def test_no_repository(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    assert main(["audit", "-q", "--diff", "main"]) == 2
    assert "no-repository" in capsys.readouterr().err


def test_both_modes_at_once(repository: Repository, capsys) -> None:
    assert main(["audit", "--diff", "main", "--staged"]) == 2
    assert "two-changes" in capsys.readouterr().err


def test_a_suppression_of_a_move_is_not_unused_in_a_whole_audit(repository: Repository) -> None:
    repository.write(
        "tests/unit/test_plain.py",
        "def test_plain():  # pyramid: ignore[PYR402] it needs the page now\n    assert 1 + 1 == 2\n",
    )
    assert "PYR901" not in {code for code, _, _ in repository.codes()}


@pytest.mark.parametrize("form", ["full", "concise", "markdown", "agent"])
def test_the_pyramid_before_and_after_in_words(repository: Repository, capsys, form: str) -> None:
    repository.write("tests/e2e/test_coupon.py", E2E)
    main(["audit", "--format", form, "--diff", "HEAD"])
    text = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert "Only what 1 file changed since" in text and "e2e 1 → 2" in text
