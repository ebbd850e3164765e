"""Encoding the model: public keys, and texts that look like keys are left alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pyramid.render.encoding import encode, encode_model, public


@dataclass(frozen=True)
class _Move:
    from_: str
    notes: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def test_a_dodged_keyword_is_printed_as_the_word() -> None:
    assert json.loads(encode_model(_Move("e2e"))) == {"from": "e2e", "notes": [], "counts": {}}


@given(st.text(), st.lists(st.sampled_from(['"from_":', 'a","from_":"b', "from_", '\\"x_":', '{"y_":1}'])))
def test_texts_stay_as_they_are_and_both_ways_agree(text: str, notes: list[str]) -> None:
    move = _Move(text, tuple(notes), {"b": 1, "a": 2})
    printed = encode_model(move)
    assert json.loads(printed)["notes"] == notes
    assert printed == encode(public(msgspec.to_builtins(move, order="deterministic")))


def test_names_that_are_no_utf8_are_spelled() -> None:
    assert json.loads(encode_model(_Move("a\udcff")))["from"] == "a\\udcff"
