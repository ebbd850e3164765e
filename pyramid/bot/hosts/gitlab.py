"""GitLab, on its own site or another, through python-gitlab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gitlab
from gitlab.exceptions import GitlabError

from pyramid.bot.decide import Remark
from pyramid.bot.host import HostError, PullRequest
from pyramid.model.change import Changes
from pyramid.workspace.patch import changed_lines

TOKENS = ("GITLAB_TOKEN",)
REPOSITORY = "CI_PROJECT_ID"
ADDRESS = "CI_SERVER_URL"
DEFAULT_ADDRESS = "https://gitlab.com"

_TIMEOUT = 20  # seconds
#: A request is never repeated before we have looked again.
_ONCE: dict[str, Any] = {"obey_rate_limit": False, "retry_transient_errors": False}
_GARBAGE = (AssertionError, AttributeError, KeyError, TypeError, ValueError)


def connect(address: str, repository: str, token: str) -> Project:
    """The project by number or ``group/name``; nothing is asked yet."""
    client = gitlab.Gitlab(
        address.rstrip("/"), private_token=token, timeout=_TIMEOUT, per_page=100, keep_base_url=True
    )
    return Project(client, client.projects.get(repository, lazy=True))


class Project:
    """A Host on GitLab."""

    def __init__(self, client: gitlab.Gitlab, project: Any) -> None:
        self._client = client
        self._project = project
        self._requests: dict[int, Any] = {}
        self._notes: dict[str, Any] = {}

    def pull_request(self, head: str) -> PullRequest | None:
        """By head commit, as for a fork's pipeline, which knows no other."""
        with _asking():
            for found in self._project.mergerequests.list(
                state="opened", order_by="updated_at", iterator=True, **_ONCE
            ):
                if found.sha == head:
                    self._requests[found.iid] = found
                    return PullRequest(number=found.iid, draft=bool(found.draft))
        return None

    def changes(self, pull: PullRequest) -> Changes:
        """From the diffs; one that is too long for the host counts as the whole file."""
        with _asking():
            address = (
                f"{self._project.manager.path}/{self._project.encoded_id}/merge_requests/{pull.number}/diffs"
            )
            files = list(self._client.http_list(address, iterator=True, **_ONCE))
            return Changes(
                lines={
                    str(file["new_path"]): changed_lines(file["diff"]) if file["diff"] else None
                    for file in files
                    if not file["deleted_file"]
                }
            )

    def remarks(self, pull: PullRequest) -> Sequence[Remark]:
        """Ours are those of the token's user."""
        with _asking():
            me = self._client.http_get("/user", **_ONCE)["id"]  # type: ignore[index]
            found = list(
                self._requests[pull.number].notes.list(
                    sort="asc", order_by="created_at", iterator=True, **_ONCE
                )
            )
            self._notes = {str(each.id): each for each in found}
            return [
                Remark(
                    id=str(each.id), body=each.body or "", ours=each.author["id"] == me and not each.system
                )
                for each in found
            ]

    def create(self, pull: PullRequest, body: str) -> None:
        """A note of the conversation."""
        with _asking():
            self._requests[pull.number].notes.create({"body": body}, **_ONCE)

    def edit(self, pull: PullRequest, id: str, body: str) -> None:
        """In place: nobody is told a second time."""
        with _asking():
            self._requests[pull.number].notes.update(id, {"body": body}, **_ONCE)

    def remove(self, pull: PullRequest, id: str) -> None:
        """One that is gone already is removed."""
        try:
            with _asking():
                self._requests[pull.number].notes.delete(id, **_ONCE)
        except HostError as error:
            if error.slug != "host-has-not":
                raise

    def fold(self, pull: PullRequest, id: str, *, hidden: bool) -> None:
        """GitLab folds no notes: the text alone says that it is resolved."""


@contextmanager
def _asking() -> Iterator[None]:
    """Every way in which the client library fails, as ours."""
    try:
        yield
    except GitlabError as error:
        raise _refused(error.response_code or 0) from None
    except _GARBAGE:
        fix = "Look at the address of the host; the answer may come from a proxy."
        raise HostError("host-garbled", "the host's answer is not understood", fix, transient=True) from None
    except OSError as error:
        cause = f"the host cannot be reached: {type(error).__name__}"
        raise HostError("host-unreachable", cause, "Run the job again.", transient=True) from None


def _refused(status: int) -> HostError:
    if status == 429 or status >= 500 or not status:
        return HostError(
            "host-busy", f"the host failed ({status})", "Run the job again later.", transient=True
        )
    if status == 404:
        fix = "Check the project and what the token may do."
        return HostError("host-has-not", f"the host has no such thing ({status})", fix, transient=False)
    fix = "Give the token the scope `api` and the role Reporter or higher."
    return HostError("host-refused", f"the host refused the request ({status})", fix, transient=False)
