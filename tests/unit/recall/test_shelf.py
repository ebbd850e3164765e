"""An analysis is taken up again where the code says the same, and made anew where it does not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.cli import main

SHOP = """\
from flask import Flask, render_template

app = Flask(__name__)


def discount(total):
    if total > 100:
        return total // 10
    return 0


def unused(total):
    return 1 if total > 100 else 2


@app.get("/cart")
def cart():
    return render_template("cart.html", value=discount(200))
"""
UNIT = "from shop import discount\n\n\ndef test_discount():\n    assert discount(200) == 20\n"
PAGE = """\
from playwright.sync_api import Page, expect


def test_cart(page: Page):
    page.goto("/cart")
    expect(page.locator("#value")).to_have_text(
        "20"
    )
    with page.expect_navigation():
        expect(page.locator("#value")).to_be_visible()
"""
TWIN = "def f():\n    return g()\n\n\ndef g():\n    return 1\n"
QUIET = "# pyramid: ignore[PYR203] told elsewhere\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop"
    (root / "templates").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n')
    (root / "templates" / "cart.html").write_text('<p id="value">{{ value }}</p>\n')
    (root / "shop.py").write_text(SHOP)
    (root / "tests" / "test_unit.py").write_text(UNIT)
    (root / "tests" / "test_page.py").write_text(PAGE)
    (root / ".gitignore").write_text(".pyramid_cache/\n")
    monkeypatch.chdir(root)
    git("init", "-q", "-b", "main")
    commit("first")
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each analysis that was really made."""
    calls: list[int] = []
    real = pipeline.resolve

    def counted(*given, **named):
        calls.append(1)
        return real(*given, **named)

    monkeypatch.setattr(pipeline, "resolve", counted)
    return calls


def git(*words: str) -> None:
    subprocess.run(("git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words), check=True)


def commit(message: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


def told(capsys, *arguments: str) -> tuple[int, str]:
    status = main(["audit", "--format", "json", *arguments])
    return status, capsys.readouterr().out


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


SAME = {
    "a comment at the top": ("shop.py", "from flask", "# the shop\n\nfrom flask"),
    "a comment above": ("shop.py", "def discount", "# ten percent\n\n\ndef discount"),
    "a comment inside": (
        "shop.py",
        "        return total // 10",
        "        # whole\n\n        return total // 10",
    ),
    "a comment behind": ("tests/test_unit.py", "== 20", "== 20  # not 21"),
    "one that suppresses": ("shop.py", "def unused", f"{QUIET}def unused"),
    "a docstring": ("shop.py", "    if total", '    """A tenth."""\n    if total'),
    "a comment in a test of pages": (
        "tests/test_page.py",
        "    page.goto",
        "    # to the cart\n    page.goto",
    ),
    "one that suppresses a card": (
        "tests/test_page.py",
        "text(\n",
        "text(  # pyramid: ignore[PYR101] seen\n",
    ),
    "how a check is written": (
        "tests/test_page.py",
        'to_have_text(\n        "20"',
        "to_have_text( \n        '20'",
    ),
    "another layout": ("shop.py", '("cart.html", value', "('cart.html' , value"),
}
OTHER = {
    "another number": ("shop.py", "// 10", "// 11"),
    "another string": ("tests/test_page.py", '"20"', '"21"'),
    "a function more": ("shop.py", "def unused", "def more(total):\n    return total\n\n\ndef unused"),
    "lines that are joined": ("tests/test_page.py", '"20"\n    )', "'20')"),
    "lines that are parted": ("tests/test_page.py", "expect(page", "expect(\n        page"),
    "a template": ("templates/cart.html", '"value"', '"price"'),
    "settings": ("pyproject.toml", "jobs = 1", 'jobs = 1\nroots = ["."]'),
}


@pytest.mark.parametrize("name", SAME)
def test_what_says_the_same_is_not_analysed_again(project: Path, made, capsys, name: str) -> None:
    told(capsys)
    edit(*SAME[name])
    resumed = told(capsys)
    assert len(made) == 1
    assert resumed == told(capsys, "--no-cache")


@pytest.mark.parametrize("name", OTHER)
def test_what_says_something_else_is(project: Path, made, capsys, name: str) -> None:
    told(capsys)
    edit(*OTHER[name])
    anew = told(capsys)
    assert len(made) == 2
    assert anew == told(capsys, "--no-cache")


@pytest.mark.parametrize("name", SAME)
def test_change_mode_takes_it_up_too(project: Path, made, capsys, name: str) -> None:
    told(capsys, "--staged")
    before = len(made)
    edit(*SAME[name])
    git("add", "-A")
    resumed = told(capsys, "--staged")
    assert len(made) == before
    assert resumed == told(capsys, "--staged", "--no-cache")


def test_one_analysis_answers_many_questions(project: Path, made, capsys) -> None:
    told(capsys)
    edit("shop.py", "// 10", "// 11")
    told(capsys)
    commit("eleven")
    counted = len(made)
    for words in ([], ["--reach"], ["--staged"]):
        assert told(capsys, *words) == told(capsys, "--no-cache", *words)
        counted += 3 if words == ["--staged"] else 1  # twice the state before, and what is not cached
        assert len(made) == counted


def test_the_same_name_in_two_files_is_no_place(project: Path, made, capsys) -> None:
    """Whose line an edge tells cannot be known then."""
    for place in ("one", "two"):
        (project / place / "lib").mkdir(parents=True)
        (project / place / "lib" / "twin.py").write_text(
            "def f():\n    return g()\n\n\ndef g():\n    return 1\n"
        )
    told(capsys)
    edit("one/lib/twin.py", "def g", "# more\ndef g")
    assert told(capsys) == told(capsys, "--no-cache")


def test_recorded_runs_are_told_by_lines(project: Path, made, capsys) -> None:
    (project / "lcov.info").write_text("SF:shop.py\nDA:6,1\nDA:7,1\nDA:8,1\nDA:9,0\nend_of_record\n")
    told(capsys)
    edit("shop.py", "def discount", "# more\ndef discount")
    assert told(capsys) == told(capsys, "--no-cache")
    assert len(made) == 3
