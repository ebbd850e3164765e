"""Aliases of imports, as compiler settings and packages of a tree declare them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.model.aliases import Alias
from pyramid.workspace import import_aliases


def found(files: dict[str, str], *paths: str) -> set[Alias]:
    return set(import_aliases(paths, lambda path: files[path].encode() if path in files else None))


def test_paths_start_at_the_base_and_may_be_inherited() -> None:
    files = {
        "web/tsconfig.base.json": '{"compilerOptions": {"baseUrl": "src", "paths": {"@/*": ["./*"]}}}',
        "web/shop/tsconfig.json": '{\n  // see there\n  "extends": "../tsconfig.base.json",\n}',
    }
    assert found(files, "web/shop/a.ts") == {
        Alias("web", "@/*", ("web/src/*",)),
        Alias("web/shop", "@/*", ("web/src/*",)),
    }


def test_a_comment_mark_inside_a_string_is_no_comment() -> None:
    files = {"jsconfig.json": '{"compilerOptions": {"paths": {"//*": ["x/*", 3], "/*": ["*/y"]}}}'}
    assert found(files, "a.js") == {Alias("", "//*", ("x/*",)), Alias("", "/*", ("*/y",))}


def test_a_package_of_the_tree_is_known_by_its_name() -> None:
    files = {
        "viz/package.json": '{"name": "@shop/viz", "main": "lib/index.js"}',
        "package.json": '{"name": "x"}',
    }
    own = found(files, "viz/src/index.ts")
    assert Alias("", "@shop/viz", ("viz/lib/index.js", "viz/index", "viz/src/index")) in own
    assert Alias("", "@shop/viz/lib/*", ("viz/lib/*", "viz/src/*")) in own
    assert all(alias.pattern.startswith("@shop/viz") for alias in own)


def test_settings_are_not_looked_for_without_scripts() -> None:
    assert found({"tsconfig.json": '{"compilerOptions": {"paths": {"a": ["b"]}}}'}, "a.py") == set()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"compilerOptions": []}', '{"extends": "./tsconfig.json"}'])
def test_settings_that_say_nothing(text: str) -> None:
    assert found({"tsconfig.json": text}, "a.ts") == set()


@given(st.binary(max_size=40))
def test_any_settings_are_answered(data: bytes) -> None:
    assert import_aliases(["a.ts"], lambda path: data) is not None


def test_what_a_package_needs_lies_outside_the_tree() -> None:
    package = (
        '{"dependencies": {"a": "1"}, "devDependencies": {"@types/b": "1", "@c/d": "1"}, "x": {"e": "1"}}'
    )
    assert found({"web/package.json": package}, "web/src/x.ts") == {
        Alias("web", "a", ()), Alias("web", "b", ()), Alias("web", "@c/d", ())
    }  # fmt: skip
    assert found({"package.json": '{"dependencies": ["a"], "devDependencies": {"x": null}}'}, "a.js") == {
        Alias("", "x", ())
    }


@pytest.mark.parametrize("text", ["/*" * 300_000, '"' * 300_001, '"\\' * 300_000, "{" * 300_000])
def test_settings_that_never_end_say_nothing(text: str) -> None:
    assert found({"tsconfig.json": text}, "a.ts") == set()
