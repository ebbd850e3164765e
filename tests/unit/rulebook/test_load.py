"""Rule files are loaded strictly: a slip is an error with a place and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyramid.rulebook import RuleError, load_rules, parse_rule_file

HEAD = 'schema = 1\nkind = "tool"\nid = "mine"\nsummary = "Mine."\n'
RECOGNIZER = '\n[[recognizer]]\nemit = "check"\nwhen.call = "a.b"\n'


def broken(text: str) -> RuleError:
    with pytest.raises(RuleError) as caught:
        parse_rule_file("rules/mine.toml", text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "slug", "line", "fix"),
    [
        (HEAD + 'sumary = "x"\n', "unknown-rule-key", 5, "Did you mean 'summary'?"),
        (HEAD + RECOGNIZER + 'takes.x = "arg:0"\n', "unknown-rule-key", 9, "Did you mean 'take'?"),
        (HEAD + RECOGNIZER.replace('"check"', '"chekc"'), "unknown-emit", 7, "Did you mean 'check'?"),
        (HEAD + RECOGNIZER.replace("call", "calls"), "unknown-way", 8, "Did you mean 'call'?"),
        (HEAD + RECOGNIZER + 'take.matchr = "arg:0"\n', "unknown-slot", 9, "Did you mean 'matcher'?"),
        (HEAD + RECOGNIZER + 'take.matcher = "arg0"\n', "unknown-source", 9, "Did you mean 'arg'?"),
        (HEAD + RECOGNIZER + 'take.matcher = "name:x"\n', "unknown-placeholder", 9, "Known: ."),
        (HEAD + RECOGNIZER.replace("a.b", "a.{x}"), "unknown-placeholder", 8, "Add where.x"),
        (HEAD + RECOGNIZER + 'where.x = "y"\n', "idle-placeholder", 9, "Known: ."),
        (HEAD + RECOGNIZER.replace("when", "wen"), "unknown-rule-key", 8, "Did you mean 'when'?"),
        (HEAD + RECOGNIZER.replace("emit", "emitt"), "unknown-rule-key", 7, "Did you mean 'emit'?"),
        (HEAD.replace("summary", "sumary"), "unknown-rule-key", 4, "Did you mean 'summary'?"),
        (HEAD + '[[recognizer]]\nemit = "check"\n', "missing-rule-key", 5, "when.call"),
        (HEAD + RECOGNIZER + 'when.base = "c"\n', "one-way", 8, "one recognizer per way"),
        (HEAD + RECOGNIZER + "step = true\n", "wrong-rule-type", 9, "Change its value"),
        (HEAD + '[[function]]\nname = "f"\nbehaves = "identiy"\n', "unknown-behaviour", 7, "'identity'"),
        (HEAD + "[[type]]\nbases = []\n", "missing-rule-key", 5, "Give a string"),
        (HEAD.replace("1", "2"), "unknown-rule-schema", 1, "schema = 1"),
        (HEAD.replace("tool", "tol"), "unknown-rule-kind", 2, "Did you mean 'tool'?"),
        (HEAD + "x = \n", "broken-rule-file", 5, "Correct the file"),
    ],
)
def test_slips_are_errors_with_their_place(text: str, slug: str, line: int, fix: str) -> None:
    error = broken(text)
    assert (error.slug, error.path, error.line) == (slug, "rules/mine.toml", line)
    assert fix in error.fix


def test_unknown_mark_is_an_error() -> None:
    error = broken(HEAD + "[[example]]\ntitle = 't'\n[example.files]\n'a.py' = '''x  # expect: chek'''\n")
    assert error.slug == "unknown-expectation"
    assert "check" in error.fix


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
    with pytest.raises(RuleError, match="duplicate-rule"):
        load_rules([tmp_path])


def test_one_name_in_two_files(tmp_path: Path) -> None:
    for number in (1, 2):
        text = HEAD.replace("mine", f"mine{number}") + '[[type]]\nname = "a.B"\n'
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="duplicate-name"):
        load_rules([tmp_path])


@pytest.mark.parametrize(
    ("data", "slug"), [(b"\xff\xfe\x00", "broken-rule-file"), (None, "unreadable-rule-file")]
)
def test_unreadable_files(tmp_path: Path, data: bytes | None, slug: str) -> None:
    path = tmp_path / "x.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(RuleError) as caught:
        load_rules([path])
    assert caught.value.slug == slug


def test_shipped_rules_load_and_extra_ones_join(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(HEAD + RECOGNIZER, encoding="utf-8")
    rules = load_rules([tmp_path])
    assert rules.file("mine") is not None
    assert "a.b" in rules.triggers["call"]
    assert {"layer", "role", "advice"} <= {file.kind for file in rules.files}


def test_placeholders_expand_into_plain_names() -> None:
    text = HEAD + RECOGNIZER.replace("a.b", "a.{x}.{y}") + 'where.x = ["p", "q"]\nwhere.y = "r"\n'
    (recognizer,) = parse_rule_file("m", text).recognizers
    from pyramid.rulebook.recognizers import trigger_table

    table = trigger_table([recognizer])
    assert {name: dict(found[0].variables) for name, found in table["call"].items()} == {
        "a.p.r": {"x": "p", "y": "r"},
        "a.q.r": {"x": "q", "y": "r"},
    }
