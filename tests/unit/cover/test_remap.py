from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.cover.remap import remap

ROOT = Path("/srv/shop")
TREE = ("shop/__init__.py", "shop/cart.py", "shop/tax/__init__.py", "shop/tax/rates.py", "tests/__init__.py")


def test_relative_names_and_names_below_the_root() -> None:
    found = remap(["shop/cart.py", "/srv/shop/shop/tax/rates.py", "./tests/__init__.py"], TREE, ROOT)
    assert dict(found.files) == {
        "shop/cart.py": "shop/cart.py",
        "/srv/shop/shop/tax/rates.py": "shop/tax/rates.py",
        "./tests/__init__.py": "tests/__init__.py",
    }
    assert found.moved == ()


def test_another_machine() -> None:
    names = [f"D:\\ci\\build\\{path}".replace("/", "\\") for path in TREE]
    found = remap(names, TREE, ROOT)
    assert tuple(found.files[name] for name in names) == TREE
    assert found.moved == ((("D:/ci/build", ""), 5),)


def test_an_installed_package() -> None:
    names = [f"/env/lib/site-packages/{path}" for path in TREE[:4]]
    found = remap(names, [f"src/{path}" for path in TREE], ROOT)
    assert [found.files[name] for name in names] == [f"src/{path}" for path in TREE[:4]]


def test_a_folder_below_and_a_folder_above() -> None:
    assert remap(["cart.py", "tax/rates.py"], TREE, ROOT).files["tax/rates.py"] == "shop/tax/rates.py"
    assert remap(["shop/shop/cart.py"], TREE, ROOT).files == {"shop/shop/cart.py": "shop/cart.py"}


def test_a_removed_file_is_not_taken_for_another() -> None:
    assert remap(["/srv/shop/old/cart.py"], TREE, ROOT).files == {}
    assert remap(["/ci/other/__init__.py"], TREE, ROOT).files == {}
    assert remap(["/ci/old/cart.py"], TREE, ROOT).files == {}


def test_a_file_that_is_there_and_not_audited_is_not_taken_for_another(tmp_path: Path) -> None:
    names = [f"shop/views/{name}.py" for name in ("cart", "home", "orders")]
    pages = [f"tests/pages/{name}.py" for name in ("cart", "home", "orders")]
    assert len(remap(names, pages, tmp_path).files) == 3
    (tmp_path / "shop/views").mkdir(parents=True)
    for name in names:
        (tmp_path / name).touch()
    assert remap(names, pages, tmp_path).files == {}
    installed = [f"{tmp_path}/shop/views/{name}.py" for name in ("cart", "home", "orders")]
    assert len(remap(installed, pages, ROOT).files) == 3


def test_a_library_with_a_few_names_in_common_is_not_the_project() -> None:
    library = [f"/env/lib/requesting/{name}.py" for name in ("cart", "__init__", "a", "b", "c", "d")]
    assert remap(library, TREE, ROOT).files == {}


def test_a_run_in_a_container_and_a_run_here() -> None:
    names = [*TREE, *(f"/app/{path}" for path in TREE)]
    assert [remap(names, TREE, ROOT).files[name] for name in names] == [*TREE, *TREE]


PARTS = st.lists(st.sampled_from(["a", "b", "__init__.py", "x.py", "..", ""]), min_size=1, max_size=4)


@settings(deadline=None)
@given(st.lists(PARTS.map("/".join), unique=True), st.lists(PARTS.map("/".join), unique=True))
def test_only_measured_names_and_known_paths(names: list[str], paths: list[str]) -> None:
    found = remap(names, paths, ROOT).files
    assert found.keys() <= set(names)
    assert set(found.values()) <= set(paths)
