"""What every code host must offer, and how it says that something failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyramid.bot.decide import Remark
from pyramid.model.change import Changes
from pyramid.model.errors import PyramidError


class HostError(PyramidError):
    """The host did not do what it was asked.

    ``transient`` says that asking again may help, ``wait`` after how many seconds the host wants
    to be asked again (0: it did not say).
    """

    def __init__(self, slug: str, message: str, fix: str, *, transient: bool, wait: float = 0) -> None:
        super().__init__(slug, message, fix)
        self.transient = transient
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """An open pull or merge request."""

    number: int
    draft: bool


class Host(Protocol):
    """One repository on a code host.  Every method may raise HostError."""

    def pull_request(self, head: str) -> PullRequest | None:
        """The open one whose newest commit is ``head``, wherever it comes from."""

    def changes(self, pull: PullRequest) -> Changes:
        """The lines that it touches."""

    def remarks(self, pull: PullRequest) -> Sequence[Remark]:
        """All its comments, oldest first, however many pages they fill."""

    def create(self, pull: PullRequest, body: str) -> None:
        """Write a comment."""

    def edit(self, pull: PullRequest, id: str, body: str) -> None:
        """Give a comment another text."""

    def remove(self, pull: PullRequest, id: str) -> None:
        """Delete a comment."""

    def fold(self, pull: PullRequest, id: str, *, hidden: bool) -> None:
        """Fold a comment, or unfold it, where the host can."""
