from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.extract import CorruptFacts, extract_source
from pyramid.extract.facts_codec import decode, encode
from pyramid.model.facts import Extracted, Failed, FileFacts, Outcome, Skipped


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.rglob("*.py")), ids=lambda path: path.name)
def test_facts_come_back_as_they_were(path: Path) -> None:
    outcome = extract_source("tests/a.py", path.read_bytes(), "python")
    assert decode(encode(outcome), "tests/a.py") == outcome


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Failed, path=_TEXT, slug=_TEXT, reason=_TEXT, fix=_TEXT, line=st.integers(0, 2**31)),
    st.builds(Skipped, path=_TEXT, slug=_TEXT, reason=_TEXT, fix=_TEXT),
    st.builds(lambda p: Extracted(facts=FileFacts(path=p, language="x", lines=0, definitions=())), _TEXT),
)


@given(_OUTCOMES)
def test_every_outcome_comes_back(outcome: Outcome) -> None:
    path = outcome.facts.path if isinstance(outcome, Extracted) else outcome.path
    assert decode(encode(outcome), path) == outcome


def test_equal_files_have_equal_bytes_and_each_its_own_path() -> None:
    one, two = (encode(extract_source(path, b"x = 1\n", "python")) for path in ("a.py", "b.py"))
    assert one == two
    outcome = decode(one, "c.py")
    assert isinstance(outcome, Extracted) and outcome.facts.path == "c.py"


@given(st.binary(max_size=80))
def test_hostile_bytes_are_refused(data: bytes) -> None:
    for candidate in (data, b"E" + data, b"E" + zlib.compress(data), b"F" + zlib.compress(data)):
        with pytest.raises(CorruptFacts):
            decode(candidate, "a.py")


@given(st.data())
def test_damaged_bytes_are_refused_or_still_typed(data: st.DataObject) -> None:
    good = bytearray(encode(extract_source("a.py", b"def f(x):\n    return g(x, 'text')\n", "python")))
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CorruptFacts):
        decode(bytes(good), "a.py")


@pytest.mark.parametrize(
    "plain",
    [
        b"\xdd\xff\xff\xff\xff",  # an array of four thousand million elements
        b"\x91" * 100_000,  # an array in an array in an array ...
        msgspec.msgpack.encode({"path": "", "language": "x", "lines": "many", "definitions": []}),
        msgspec.msgpack.encode({"path": "", "language": "x", "lines": 1}),
        msgspec.msgpack.encode({"path": "", "language": "x", "lines": 1, "definitions": b"\xff\xff\xff"}),
    ],
)
def test_hostile_messages_are_refused(plain: bytes) -> None:
    with pytest.raises(CorruptFacts):
        decode(b"E" + zlib.compress(plain), "a.py")


def test_a_hostile_nest_of_expressions_is_refused() -> None:
    head = msgspec.msgpack.encode({"kind": "name", "line": 1})[1:]
    nest = b"\x83" + head + msgspec.msgpack.encode("operands") + b"\x91"
    definition = {
        "kind": "module", "name": "", "qualname": "", "parent": -1, "line": 1, "start_line": 1, "end_line": 1,
    }  # fmt: skip
    facts = {
        "path": "",
        "language": "x",
        "lines": 1,
        "definitions": [definition | {"returns": msgspec.Raw(b"@@")}],
    }
    plain = msgspec.msgpack.encode(facts).replace(b"@@", nest * 200_000 + b"\x82" + head)
    with pytest.raises(CorruptFacts):
        decode(b"E" + zlib.compress(plain), "a.py")


def test_an_inflating_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyramid.extract.facts_codec.INFLATED_LIMIT", 1_000)
    with pytest.raises(CorruptFacts, match="too large"):
        decode(b"E" + zlib.compress(bytes(100_000)), "a.py")
