"""GitHub and GitHub Enterprise, through PyGithub."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from github import Auth, BadAttributeException, Github, GithubException
from github.IssueComment import IssueComment
from github.PullRequest import PullRequest as Pull
from github.Repository import Repository

from pyramid.bot.decide import Remark
from pyramid.bot.host import HostError, PullRequest
from pyramid.model.change import Changes
from pyramid.workspace.patch import changed_lines

TOKENS = ("GITHUB_TOKEN", "GH_TOKEN")
REPOSITORY = "GITHUB_REPOSITORY"
ADDRESS = "GITHUB_API_URL"
DEFAULT_ADDRESS = "https://api.github.com"

_TIMEOUT = 20  # seconds
_GARBAGE = (BadAttributeException, AssertionError, AttributeError, KeyError, TypeError, ValueError)
_LIMITS = (403, 429)


def connect(address: str, repository: str, token: str) -> Repo:
    """The repository ``owner/name``; nothing is asked yet."""
    client = Github(
        auth=Auth.Token(token),
        base_url=address.rstrip("/"),
        timeout=_TIMEOUT,
        per_page=100,
        retry=None,  # a request is never repeated before we have looked again
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
    )
    return Repo(client, client.get_repo(repository))


class Repo:
    """A Host on GitHub."""

    def __init__(self, client: Github, repository: Repository) -> None:
        self._client = client
        self._repository = repository
        self._pulls: dict[int, Pull] = {}
        self._comments: dict[str, IssueComment] = {}

    def pull_request(self, head: str) -> PullRequest | None:
        """By head commit: the event of a fork's run names no pull request."""
        with _asking():
            for pull in self._repository.get_pulls(state="open", sort="updated", direction="desc"):
                if pull.head.sha == head:
                    self._pulls[pull.number] = pull
                    return PullRequest(number=pull.number, draft=bool(pull.draft))
        return None

    def changes(self, pull: PullRequest) -> Changes:
        """From the patches; a file whose patch is too long for the host counts as a whole."""
        with _asking():
            files = list(self._pulls[pull.number].get_files())
            return Changes(
                lines={
                    file.filename: changed_lines(file.patch) if file.patch else None
                    for file in files
                    if file.status != "removed"
                }
            )

    def remarks(self, pull: PullRequest) -> Sequence[Remark]:
        """Ours are those of the token's user, or of a bot when the token has no user."""
        with _asking():
            found = list(self._pulls[pull.number].get_issue_comments())
        me = self._me()
        self._comments = {str(each.id): each for each in found}
        return [Remark(id=str(each.id), body=each.body or "", ours=_is_ours(each, me)) for each in found]

    def create(self, pull: PullRequest, body: str) -> None:
        """A comment of the conversation, not of a line."""
        with _asking():
            self._pulls[pull.number].create_issue_comment(body)

    def edit(self, pull: PullRequest, id: str, body: str) -> None:
        """In place: nobody is told a second time."""
        with _asking():
            self._comments[id].edit(body)

    def remove(self, pull: PullRequest, id: str) -> None:
        """One that is gone already is removed."""
        try:
            with _asking():
                self._comments[id].delete()
        except HostError as error:
            if error.slug != "host-has-not":
                raise

    def fold(self, pull: PullRequest, id: str, *, hidden: bool) -> None:
        """Minimise as resolved, or show again; a host that will not do it does no harm."""
        comment = self._comments[id]
        try:
            with _asking():
                comment.minimize("RESOLVED") if hidden else comment.unminimize()
        except HostError as error:
            if error.transient and error.slug != "host-garbled":
                raise

    def _me(self) -> str:
        """The login of the token's user; a workflow's own token has none."""
        try:
            with _asking():
                return self._client.get_user().login
        except HostError as error:
            if error.transient:
                raise
            return ""


def _is_ours(comment: IssueComment, me: str) -> bool:
    return comment.user.login == me if me else comment.user.type == "Bot"


@contextmanager
def _asking() -> Iterator[None]:
    """Every way in which the client library fails, as ours."""
    try:
        yield
    except GithubException as error:
        raise _refused(error.status, error.headers or {}, error.message or "") from None
    except _GARBAGE:
        fix = "Look at the address of the host; the answer may come from a proxy."
        raise HostError("host-garbled", "the host's answer is not understood", fix, transient=True) from None
    except OSError as error:
        cause = f"the host cannot be reached: {type(error).__name__}"
        raise HostError("host-unreachable", cause, "Run the job again.", transient=True) from None


def _refused(status: int, headers: Mapping[str, object], message: str) -> HostError:
    wait = _wait(headers)
    limited = status == 429 or (status in _LIMITS and (wait > 0 or "rate limit" in message.lower()))
    if limited or status >= 500:
        cause = f"the host asks for patience (status {status})" if limited else f"the host failed ({status})"
        return HostError("host-busy", cause, "Run the job again later.", transient=True, wait=wait)
    if status in (404, 410):
        fix = "Check the repository's name and what the token may do."
        return HostError("host-has-not", f"the host has no such thing ({status})", fix, transient=False)
    fix = "Give the token `pull-requests: write`."
    return HostError("host-refused", f"the host refused the request ({status})", fix, transient=False)


def _wait(headers: Mapping[str, object]) -> float:
    """Seconds, by the one header or the other; 0 when neither says so."""
    known = {name.lower(): str(value) for name, value in headers.items()}
    if known.get("retry-after", "").isdigit():
        return float(known["retry-after"][:9])
    if known.get("x-ratelimit-remaining") == "0" and known.get("x-ratelimit-reset", "").isdigit():
        return max(1.0, float(known["x-ratelimit-reset"][:12]) - time.time())
    return 0
