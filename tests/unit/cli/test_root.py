"""Which project a path belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyramid.cli.options import find_root


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("shop/tests/unit", "backend/tests", "loose/deep"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "shop" / "pyproject.toml").touch()
    (tmp_path / "backend" / "tests" / "test_a.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "root"),
    [
        ((), "."),
        (("shop",), "shop"),
        (("shop/tests/unit",), "shop"),
        (("backend/tests",), "."),
        (("backend/tests/test_a.py",), "."),
        (("shop/tests", "backend/tests"), "."),
        ((".",), "."),
    ],
)
def test_nearest_project_up_to_here(tree: Path, paths: tuple[str, ...], root: str) -> None:
    assert find_root([tree / path for path in paths], tree) == tree / root


def test_a_folder_of_no_project_is_its_own_root(tree: Path) -> None:
    (tree / "pyproject.toml").unlink()
    assert find_root([tree / "loose"], tree) == tree / "loose"
    assert find_root([tree / "loose"], tree / "shop") == tree / "loose"
