"""Templates by the name that a call uses, frontend text, lines of sources: read once, on demand."""

from __future__ import annotations

import pytest

from pyramid.extract.pages import PageStore, SourceLines

FILES = {
    "shop/templates/cart.html": b"<p id=shop>",
    "shop/templates/admin/cart.html": b"<p id=admin>",
    "blog/templates/blog/index.html": b"<p id=blog>",
    "index.html": b"<p id=top>",
    "front/app.js": b"one\nconst title = 'Sign in'\n",
    "front/late.js": b"'Sign in'",
    "odd.html": b"\xff<p id=odd>",
}


class Disk:
    """Reads from ``FILES`` and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path: str) -> bytes:
        self.asked.append(path)
        if path not in FILES:
            raise FileNotFoundError(path)
        return FILES[path]


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def store(disk: Disk) -> PageStore:
    pages = [path for path in reversed(FILES) if path.endswith(".html")]
    return PageStore([*pages, "gone.html"], ["front/late.js", "front/app.js", "front/gone.js"], disk)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("cart.html", "shop/templates/cart.html"),
        ("admin/cart.html", "shop/templates/admin/cart.html"),
        ("./cart.html", "shop/templates/cart.html"),
        ("blog/index.html", "blog/templates/blog/index.html"),
        ("index.html", "index.html"),
        ("shop/templates/cart.html", "shop/templates/cart.html"),
    ],
)
def test_a_template_is_found_by_the_end_of_its_path(store: PageStore, name: str, path: str) -> None:
    found = store.template(name)
    assert found is not None and found.path == path


@pytest.mark.parametrize("name", ["", "art.html", "other/cart.html", "\0.html", "\0/nothing"])
def test_no_other_template_is(store: PageStore, name: str) -> None:
    assert store.template(name) is None


def test_nothing_is_read_before_and_nothing_twice(store: PageStore, disk: Disk) -> None:
    assert store.templates() == tuple(sorted((*(p for p in FILES if p.endswith(".html")), "gone.html")))
    assert disk.asked == []
    assert store.template("cart.html") is store.template("cart.html")
    store.frontend_owners("Sign in")
    store.frontend_owners("Log out")
    assert sorted(disk.asked) == sorted(set(disk.asked)) and len(disk.asked) == 4


def test_what_cannot_be_read_is_empty_and_odd_bytes_are_read(store: PageStore) -> None:
    gone, odd = store.template("gone.html"), store.template("odd.html")
    assert gone is not None and len(gone.elements) == 1
    assert odd is not None and odd.elements[1].attribute("id") is not None


def test_frontend_owners_are_places(store: PageStore) -> None:
    assert store.frontend_owners("Sign in") == (("front/app.js", 2), ("front/late.js", 1))
    assert store.frontend_owners("sign in") == ()


def test_lines_of_sources(disk: Disk) -> None:
    lines = SourceLines(disk)
    assert [lines("front/app.js", n) for n in (0, 1, 2, 3)] == ["", "one", "const title = 'Sign in'", ""]
    assert lines("nowhere.py", 1) == "" and lines("nowhere.py", 2) == ""
    assert disk.asked == ["front/app.js", "nowhere.py"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["expect(", '    page.locator("#t")', ').to_have_text("3")'],
            'expect(page.locator("#t")).to_have_text("3")',
        ),
        (["(", "  expect(x)", "  .to_be_visible()", ")"], "(expect(x).to_be_visible())"),
        (["assert total(", "    a,", "    b,", ") == 1"], "assert total(a, b) == 1"),
        (["assert a \\", "    and b"], "assert a \\ and b"),
    ],
)
def test_a_statement_reads_as_one_line(lines: list[str], text: str) -> None:
    found = SourceLines(lambda _: "\r\n".join(["first", *lines, "last"]).encode())("t.py", 2, len(lines) + 1)
    assert found == text


def test_a_long_statement_is_cut() -> None:
    source = "assert x == {\n" + "    'a long key of the payload': 1,\n" * 9 + "}\n"
    found = SourceLines(lambda _: source.encode())("t.py", 1, 11)
    assert (found.startswith("assert x == {'a long"), found[-1], len(found)) == (True, "…", 200)


def test_lines_end_where_the_language_ends_them() -> None:
    source = "# coding: latin-1\n\x0c\nx = '\x85\x1c'\ny = 'é'\n".encode("latin-1")
    lines = SourceLines(lambda _: source)
    assert lines("t.py", 4) == "y = 'é'"
    assert SourceLines(lambda _: b"# coding: klingon\n\xff\n")("t.py", 2) == "\ufffd"
