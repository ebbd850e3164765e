"""One comment, whatever fails: look, decide, act; after a failure look again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import sleep

from pyramid.bot.decide import Create, Edit, Step, decide
from pyramid.bot.host import Host, HostError, PullRequest
from pyramid.model.change import Changes

ATTEMPTS = 6
#: Seconds: a host that wants us to wait longer than this is left alone.
LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What to say.  ``text`` gives the words for a change, none when there is nothing to say;
    ``resolved`` stands in the place of a comment that has done its work."""

    id: str
    text: Callable[[Changes], str]
    resolved: str


def post(host: Host, head: str, comments: Comments) -> str:
    """Bring the comment of the pull request with this head up to date; what was done, in words.

    A request that failed may have been carried out all the same, so that no step is repeated
    blindly: each attempt begins with what is there.  Raises HostError when no attempt helped.
    """
    for attempt in range(ATTEMPTS):
        try:
            return _attempt(host, head, comments)
        except HostError as error:
            if not error.transient or error.wait > LONGEST_WAIT or attempt == ATTEMPTS - 1:
                raise
            sleep(max(error.wait, min(2.0**attempt, LONGEST_WAIT) * random.uniform(0.5, 1)))
    raise AssertionError("the last attempt returns or raises")


def _attempt(host: Host, head: str, comments: Comments) -> str:
    pull = host.pull_request(head)
    if pull is None:
        return f"no open pull request has {head[:12]} as its newest commit: nothing was posted"
    if pull.draft:
        return f"#{pull.number} is a draft: nothing was posted"
    text = comments.text(host.changes(pull))
    steps = decide(host.remarks(pull), comments.id, text, comments.resolved)
    for step in steps:
        _do(host, pull, step)
    return _said(pull, steps)


def _do(host: Host, pull: PullRequest, step: Step) -> None:
    if isinstance(step, Create):
        host.create(pull, step.body)
    elif isinstance(step, Edit):
        host.fold(pull, step.id, hidden=step.hidden)
        host.edit(pull, step.id, step.body)
    else:
        host.remove(pull, step.id)


def _said(pull: PullRequest, steps: tuple[Step, ...]) -> str:
    last = steps[-1] if steps else None
    if isinstance(last, Create):
        return f"commented on #{pull.number}"
    if isinstance(last, Edit):
        return f"{'resolved' if last.hidden else 'updated'} the comment on #{pull.number}"
    return f"nothing to say on #{pull.number}" if last is None else f"tidied the comments on #{pull.number}"
