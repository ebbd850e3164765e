from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid.model.facts import FileFacts

_PAGE = """\
<!-- <script>no()</script> -->
<template>
  <p @click="go">{{ total }}</p>
</template>

<script>
export const before = 1;
</script>
<script setup lang="ts" generic="T extends A<B>">
import { ref } from 'm';
const total: Ref<T> = ref('ä');
</script>

<style>p { color: red }</style>
"""


@pytest.mark.parametrize("path", ["a.vue", "a.svelte"])
def test_the_scripts_of_a_page_keep_their_lines(body: Callable[..., list[str]], path: str) -> None:
    markup, *scripts = body(_PAGE, path)
    assert markup.endswith("define 1")
    assert scripts == [
        "7-7 assign (name before) = (number 1)",
        "10-10 import 0",
        "11-11 annotated (name total) = (call ref (name ref) (string ä)) : (subscript (name Ref) (name T))",
    ]


def test_the_language_is_that_of_the_scripts(read: Callable[..., FileFacts]) -> None:
    facts = read(_PAGE, "a.vue")
    assert (facts.language, facts.lines) == ("typescript", 14)
    assert read("<script>f()</script>", "a.svelte").language == "javascript"
    assert read("<p>no script</p>", "a.vue").definitions[0].body == ()


@pytest.mark.parametrize("part", ["<script>\n", "<!--\n", '<script "\n', "<script>x</scrip>\n"])
def test_what_never_ends_is_looked_for_once(read: Callable[..., FileFacts], part: str) -> None:
    assert read(f"<script>f()</script>{part * 100_000}", "a.vue").definitions[0].body
    assert read("<p>no template</p>", "a.vue").definitions[0].body == ()
