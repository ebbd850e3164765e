"""What to do with the comments that are there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.bot import Create, Edit, Remark, Remove, decide
from pyramid.bot.decide import Step, is_id, marked

TEXTS = st.sampled_from(["", "one finding\n", "two findings\n"])
RESOLVED = "done\n"
REMARKS = st.lists(
    st.builds(
        Remark,
        id=st.uuids().map(str),
        ours=st.booleans(),
        body=st.sampled_from(
            [
                "talk",
                marked("one finding\n", "a", resolved=False),
                marked("old", "a", resolved=False),
                marked("old", "b", resolved=False),
                marked(RESOLVED, "a", resolved=True),
                f"> {marked('old', 'a', resolved=False)}",
            ]
        ),
    ),
    max_size=6,
)


def apply(remarks: list[Remark], steps: tuple[Step, ...]) -> list[Remark]:
    after = list(remarks)
    for step in steps:
        if isinstance(step, Create):
            after.append(Remark(id="new", body=step.body, ours=True))
        elif isinstance(step, Remove):
            after = [each for each in after if each.id != step.id]
        else:
            after = [Remark(id=e.id, body=step.body, ours=True) if e.id == step.id else e for e in after]
    return after


def mine(remarks: list[Remark]) -> list[Remark]:
    return [each for each in remarks if each.ours and each.body.startswith("<!-- pyramid:comment a -->")]


@settings(deadline=None)
@given(REMARKS, TEXTS)
def test_afterwards_there_is_at_most_one_and_nothing_is_left_to_do(remarks: list[Remark], text: str) -> None:
    after = apply(remarks, decide(remarks, "a", text, RESOLVED))
    assert len(mine(after)) == (1 if text or mine(remarks) else 0)
    assert all((text or RESOLVED) in each.body or "state resolved" in each.body for each in mine(after))
    assert decide(after, "a", text, RESOLVED) == ()


@settings(deadline=None)
@given(REMARKS, TEXTS)
def test_what_others_wrote_is_never_touched(remarks: list[Remark], text: str) -> None:
    touched = {step.id for step in decide(remarks, "a", text, RESOLVED) if isinstance(step, Edit | Remove)}
    assert touched <= {each.id for each in mine(remarks)}


def test_hosts_may_change_line_ends() -> None:
    body = marked("one\ntwo  \n", "a", resolved=False).replace("\n", "\r\n").rstrip()
    assert decide([Remark(id="1", body=body, ours=True)], "a", "one\ntwo\n", RESOLVED) == ()


def test_a_resolved_comment_stays_as_it_is_in_later_commits() -> None:
    body = marked("done in commit 1", "a", resolved=True)
    assert decide([Remark(id="1", body=body, ours=True)], "a", "", "done in commit 2") == ()


def test_an_id_cannot_close_the_marker() -> None:
    assert is_id("front-end.2") and not is_id("x -->") and not is_id("") and not is_id("a" * 65)
