"""The markup of component files, written as code."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.extract.languages.ecmascript.grammar import parse
from pyramid.extract.languages.ecmascript.markup import as_code


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<b v-if="open" @click="go">{{ name }}</b>', "<>{(open) && <b onClick={go}>{name}</b>}</>"),
        (
            '<i v-if="a">x</i><i v-else>y</i>',
            "<>{(a) && <i>x</i>}{!(a) && <i>y</i>}</>",
        ),
        (
            '<li v-for="(each, n) in all" :key="each.id">{{ each.name | upper }}</li>',
            "<>{(all).map((each, n) => <li key={each.id}>{each.name}</li>)}</>",
        ),
        (
            '<save-button :is-on="on" @update:model-value="keep($event)" disabled />',
            "<><SaveButton isOn={on} onUpdateModelValue={() => { keep($event) }} disabled></SaveButton></>",
        ),
        (
            '<template #row="{ item }"><td>{{ item.id }}</td></template>',
            "<>{({ item }) => <><><td>{item.id}</td></></>}</>",
        ),
        ("<p>1 < 2 } <br> {{ a }}</p>", "<><p>1 2 <br></br> {a}</p></>"),
        ("<div><p>left open</div>", "<><div><p>left open</p></div></>"),
    ],
)
def test_markup_with_directives(markup: str, code: str) -> None:
    assert squeezed(as_code(markup, doubled=True)) == code


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (
            "{#if open}<b on:click={go}>{name}</b>{:else if late}<i/>{:else}<u/>{/if}",
            "<>{(open) && <><b onClick={go}>{name}</b></>}{!(open) && (late) && <><i></i></>}"
            "{!(late) && <><u></u></>}</>",
        ),
        (
            "{#each all as each (each.id)}<li>{each.name}</li>{/each}",
            "<>{(all).map((each) => <><li>{each.name}</li></>)}</>",
        ),
        (
            '<b data-testid="row-{id}" class:on={on} {title}/>',
            "<><b data-testid={`row-${id}`} title={title}></b></>",
        ),
        ("{#if open}<b>never closed", "<>{(open) && <><b>never closed</b></>}</>"),
    ],
)
def test_markup_with_blocks(markup: str, code: str) -> None:
    assert squeezed(as_code(markup, doubled=False)) == code


_PIECES = [
    "<b>",
    "</b>",
    "<p v-if='a'>",
    "</p>",
    "{{ a }}",
    "{#if a}",
    "{/if}",
    "{:else}",
    "text",
    "\n",
    "<br>",
    "{",
    "<",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.booleans())
def test_lines_are_kept_and_what_is_written_is_code(pieces: list[str], doubled: bool) -> None:
    markup = "".join(pieces)
    code = as_code(markup, doubled=doubled)
    assert code.count("\n") == markup.count("\n")
    if "{" not in pieces and "<" not in pieces and (doubled or "{{ a }}" not in pieces):
        assert not parse("tsx", f"function markup() {{ return ({code}) }}".encode())[1].root_node.has_error


def test_a_component_file_has_its_elements_on_their_lines(read) -> None:
    source = """
    <script setup>
    const go = () => save()
    </script>
    <template>
      <button @click="go">
        Save
      </button>
    </template>
    """
    facts = read(source, "web/Save.vue")
    (markup,) = [each for each in facts.definitions if each.name == "markup"]
    call = markup.body[-1].value
    assert call is not None
    button = next(each for each in call.operands if each.kind == "call")
    assert (button.line, button.keywords) == (6, ("onClick", ""))


def test_scripts_are_read_where_the_markup_cannot_be(read) -> None:
    source = """
    <script setup>
    const go = () => save()
    </script>
    <template><b :a="1 + ">x</b></template>
    """
    facts = read(source, "web/Save.vue")
    assert [each.name for each in facts.definitions if each.kind == "function"] == ["go"]
