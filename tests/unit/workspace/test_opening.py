import os
import pickle
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pyramid.model.errors import PyramidError
from pyramid.model.facts import Failed, Skipped
from pyramid.settings import Settings
from pyramid.workspace import Workspace, WorkspaceError
from pyramid.workspace import open_workspace as open_any

Tree = Callable[..., Path]

open_workspace = partial(open_any, languages={".py": "python", ".pyw": "python"})


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    root = tmp_path / "top"
    root.mkdir()

    def make(*names: str, **texts: str) -> Path:
        for name in names:
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(texts.get(name, ""))
        return root

    return make


def paths(workspace: Workspace) -> list[str]:
    return [file.path for file in workspace.files]


def listed(root: Path, *names: str, **settings: object) -> list[str]:
    return paths(open_workspace(root, names, Settings(**settings)))  # type: ignore[arg-type]


def outcome(root: Path, *names: str, **settings: object) -> Skipped | Failed:
    (only,) = open_workspace(root, names, Settings(**settings)).outcomes  # type: ignore[arg-type]
    assert only.reason and only.fix
    return only


def test_source_files_are_sorted_and_sized(tree: Tree) -> None:
    root = tree("b.py", "a/z.py", "a.py", "a/b.pyi", "notes.txt", "Makefile")
    (root / "a.py").write_bytes(b"x = 1\n")
    workspace = open_workspace(root, (), Settings())
    assert paths(workspace) == ["a.py", "a/z.py", "b.py"]
    assert (workspace.files[0].size, workspace.files[0].language) == (6, "python")
    assert workspace.outcomes == ()
    assert workspace.root == root


def test_pages_are_listed_beside_the_sources(tree: Tree) -> None:
    root = tree("t/a.html", "t/b.j2", "s/a.ts", "s/a.min.js", "node_modules/x/a.js", "s/big.js")
    (root / "s/big.js").write_bytes(b" " * 100)
    workspace = open_workspace(root, (), Settings(max_file_size=99))
    assert workspace.templates == ("t/a.html", "t/b.j2")
    assert workspace.frontend == ("s/a.ts",)


def test_folders_that_are_no_part_of_the_project(tree: Tree) -> None:
    root = tree(
        "app.py",
        "my-env/pyvenv.cfg",
        "my-env/lib/a.py",
        "conda/conda-meta/history",
        "conda/a.py",
        ".some_cache/CACHEDIR.TAG",
        ".some_cache/a.py",
        "node_modules/a/a.py",
        "lib/python3.11/site-packages/a.py",
        "build/lib/a.py",
        "x/_vendor/__init__.py",
    )
    workspace = open_workspace(root, (), Settings())
    assert paths(workspace) == ["app.py"]
    assert "my-env/" in workspace.excluded and "x/_vendor/" in workspace.excluded


def test_a_package_with_an_unlucky_name_is_read(tree: Tree) -> None:
    root = tree("shop/vendor/__init__.py", "shop/vendor/models.py", "shop/build/__init__.py")
    assert len(listed(root)) == 3


def test_exclude_include_and_default_exclude(tree: Tree) -> None:
    root = tree("a/x.py", "a/y_pb2.py", "b/x.py", "build/x.py")
    assert listed(root, exclude=("b/", "*_pb2.py")) == ["a/x.py"]
    assert listed(root, include=("a/**",)) == ["a/x.py", "a/y_pb2.py"]
    assert "build/x.py" in listed(root, default_exclude=())


def test_nested_gitignore_files(tree: Tree) -> None:
    root = tree(
        "a.py", "gen/a.py", "gen/keep.py", "sub/gen/a.py", "sub/b.py", "sub/c.py", "sub/d/b.py", "sub/d/e.py"
    )
    (root / ".gitignore").write_text("# rules\ngen/*\n!gen/keep.py\n/sub/c.py\n[\ne.py\n")
    (root / "sub/.gitignore").write_text("/b.py\ngen/\n")
    (root / "sub/d/.gitignore").write_text("*\n!e.py\n")
    assert listed(root) == ["a.py", "gen/keep.py", "sub/d/e.py"]
    assert len(listed(root, respect_gitignore=False)) == 8


def test_gitignore_files_above_the_root_count_up_to_the_repository(tree: Tree, tmp_path: Path) -> None:
    root = tree("a.py", "gen/a.py", "local.py")
    (tmp_path / ".gitignore").write_text("/top/gen/\n")
    assert "gen/a.py" in listed(root)
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / ".git/info/exclude").write_text("local.py\n")
    assert listed(root) == ["a.py"]


def test_a_root_that_is_ignored_was_named(tree: Tree, tmp_path: Path) -> None:
    root = tree("a.py")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("top/\n")
    assert listed(root) == ["a.py"]


def test_other_rules_above_an_ignored_root_still_hold(tree: Tree, tmp_path: Path) -> None:
    root = tree("inner/a.py", "inner/local.py")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("local.py\n")
    (root / ".gitignore").write_text("inner/\n")
    assert listed(root / "inner") == ["a.py"]


def test_several_paths_may_overlap(tree: Tree) -> None:
    root = tree("a/x.py", "a/b/y.py", "c/z.py")
    assert listed(root, "a/b", "a", "a/x.py") == ["a/b/y.py", "a/x.py"]
    assert listed(root, str(root / "c")) == ["c/z.py"]


def test_a_named_path_overrules_the_rules_that_leave_it_out(tree: Tree) -> None:
    root = tree("build/gen/x.py", "build/gen/node_modules/y.py", "old/x.py")
    (root / ".gitignore").write_text("build/\n")
    assert listed(root, "build/gen", "old/x.py", exclude=("old/",)) == ["build/gen/x.py", "old/x.py"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("gone", "no-such-path"),
        ("../other", "outside-root"),
        ("/", "outside-root"),
        ("a.txt", "unsupported-language"),
    ],
)
def test_a_path_that_cannot_be_audited_is_told(tree: Tree, name: str, slug: str) -> None:
    assert outcome(tree("a.txt", "b.py"), name).slug == slug


def test_roots_that_cannot_be_audited(tree: Tree) -> None:
    root = tree("a.py")
    with pytest.raises(WorkspaceError, match="does not exist") as gone:
        open_workspace(root / "gone", (), Settings())
    with pytest.raises(WorkspaceError, match="is a file") as file:
        open_workspace(root / "a.py", (), Settings())
    assert (gone.value.slug, file.value.slug) == ("no-such-root", "root-is-a-file")


def test_an_empty_root_has_no_files(tree: Tree) -> None:
    workspace = open_workspace(tree(), (), Settings())
    assert (workspace.files, workspace.outcomes) == ((), ())


def test_large_files_are_skipped(tree: Tree) -> None:
    root = tree("a.py")
    with open(root / "a.py", "wb") as file:
        file.truncate(50_000_000)
    skipped = outcome(root)
    assert (skipped.slug, skipped.path) == ("too-large", "a.py")
    assert "50,000,000" in skipped.reason


def test_special_files_are_never_opened(tree: Tree) -> None:
    root = tree("a.py")
    os.mkfifo(root / "pipe.py")
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(os.path.relpath(root / "socket.py"))
    bound.close()
    workspace = open_workspace(root, (), Settings())
    assert [(o.path, o.slug) for o in workspace.outcomes] == [
        ("pipe.py", "special-file"),
        ("socket.py", "special-file"),
    ]
    with pytest.raises(OSError, match="regular"):
        workspace.read("pipe.py")


def test_links(tree: Tree, tmp_path: Path) -> None:
    root = tree("a/x.py")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/secret.py").write_text("")
    (root / "a/loop").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "self.py").symlink_to("self.py")
    (root / "away").symlink_to(tmp_path / "other")
    (root / "away.py").symlink_to(tmp_path / "other/secret.py")
    (root / "near.py").symlink_to("a/x.py")
    (root / "gone.py").symlink_to("nothing.py")
    (root / "node_modules").symlink_to(tmp_path / "other")
    workspace = open_workspace(root, (), Settings())
    assert paths(workspace) == ["a/x.py"]
    assert {o.path: o.slug for o in workspace.outcomes} == {
        "away": "link-outside-root",
        "away.py": "link-outside-root",
        "gone.py": "broken-link",
        "near.py": "linked-file",
        "self.py": "broken-link",
    }
    assert "a/loop/" in workspace.excluded


def test_a_linked_root_is_read(tree: Tree, tmp_path: Path) -> None:
    root = tree("a.py")
    (tmp_path / "link").symlink_to(root)
    workspace = open_workspace(tmp_path / "link", (str(tmp_path / "link/a.py"),), Settings())
    assert paths(workspace) == ["a.py"]


def test_names_that_are_no_text(tree: Tree) -> None:
    root = tree("a.py")
    try:
        os.mkdir(os.fsencode(root) + b"/d\xff")
        open(os.fsencode(root) + b"/f\xff.py", "w").close()
    except OSError:  # a file system that allows text only
        return
    workspace = open_workspace(root, (), Settings())
    assert [(o.path, o.slug) for o in workspace.outcomes] == [
        ("d\\xff", "undecodable-name"),
        ("f\\xff.py", "undecodable-name"),
    ]


def test_unreadable_folders_and_files(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions are played, for the superuser has none."""
    root = tree("a/x.py", "b/x.py", "c.py")
    real_scandir, real_access = os.scandir, os.access

    def scandir(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda path, mode: "c.py" not in str(path) and real_access(path, mode))
    workspace = open_workspace(root, (), Settings())
    assert paths(workspace) == ["b/x.py"]
    assert [(o.path, o.slug, type(o)) for o in workspace.outcomes] == [
        ("a", "unreadable-folder", Failed),
        ("c.py", "unreadable", Failed),
    ]


def test_other_languages_can_be_added(tree: Tree) -> None:
    workspace = open_workspace(tree("a.py", "b.RB"), (), Settings(), languages={".rb": "ruby"})
    assert [(file.path, file.language) for file in workspace.files] == [("b.RB", "ruby")]


def test_the_reader_crosses_processes_and_stays_inside(tree: Tree, tmp_path: Path) -> None:
    root = tree("a.py")
    (root / "a.py").write_bytes(b"x")
    (tmp_path / "secret.py").write_bytes(b"secret")
    (root / "out").symlink_to(tmp_path)
    (root / "link.py").symlink_to(tmp_path / "secret.py")
    read = pickle.loads(pickle.dumps(open_workspace(root, (), Settings(max_file_size=10)).read))
    assert read("a.py") == b"x"
    for path in ("../secret.py", str(tmp_path / "secret.py"), "out/secret.py", "link.py", "gone.py", "."):
        with pytest.raises(OSError):
            read(path)
    (root / "a.py").write_bytes(b"x" * 11)
    with pytest.raises(OSError, match="more than 10 bytes"):
        read("a.py")


@pytest.mark.parametrize("name", ["exclude", "include", "default_exclude"])
def test_what_is_no_pattern_is_told(tree: Tree, name: str) -> None:
    with pytest.raises(PyramidError) as caught:
        listed(tree("a.py"), **{name: ("b/", "!")})
    assert caught.value.slug == "broken-pattern"
    assert name.replace("_", "-") in caught.value.message
