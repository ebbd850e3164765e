"""A test run: the token of each test and wider fixture, and what is told about them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import NamedTuple

from pyramid_recorder import start
from pyramid_recorder.journal import Journal
from pyramid_recorder.labels import CURRENT, PREFIX, token_in

#: The id of the run, shared by its processes.
RUN = "PYRAMID_RECORD_RUN"
#: The header that carries the token: browsers send it to every origin without asking the server first.
HEADER = "Content-Language"
#: Gives every live client the header of the token that is now the current one.
Push = Callable[[], None]


class Asking(NamedTuple):
    """A test or fixture that is running."""

    token: str
    name: str
    kind: str


class Run:
    """The tests of this process.  One is the current one at a time; inside it, fixtures of wider scope."""

    def __init__(self, folder: str, worker: str = "") -> None:
        self.id = os.environ.setdefault(RUN, os.urandom(4).hex())
        self.tests = 0
        self._worker = worker
        self._fixtures = 0
        self._stack: list[Asking] = []
        self._named: set[str] = set()
        self._sent: set[tuple[str, str]] = set()
        self._pushes: list[Push] = []
        self._journal = Journal(folder, "tests", {"run": self.id})

    @property
    def token(self) -> str:
        """The current token, "" when nobody runs."""
        return self._stack[-1].token if self._stack else ""

    def value(self, others: str = "") -> str:
        """The header's value for the current token, next to what the user has put there."""
        mine = f"{PREFIX}{self.token}" if self.token else ""
        return ", ".join(filter(None, (others, mine)))

    def test(self, name: str) -> Asking:
        """A test by its name; it has the same token each time it is run."""
        return Asking(f"{self.id}-{_hash(name)}", name, "test")

    def fixture(self, name: str) -> Asking:
        """A fixture that is about to be set up; set up again it is another one."""
        self._fixtures += 1
        return Asking(f"{self.id}-{_hash(f'{name} {self._worker} {self._fixtures}')}", name, "fixture")

    def begin(self, asking: Asking) -> None:
        """From here on everything is done for this test or fixture."""
        if asking.token not in self._named:
            self._named.add(asking.token)
            self.tests += asking.kind == "test"
            self._journal.append([asking.kind, asking.token, asking.name, round(time.time(), 3)])
        self._stack.append(asking)
        self._switch()

    def end(self, asking: Asking, *, over: bool = True) -> None:
        """Back to what ran before; ``over`` says that it does not come again."""
        while self._stack and self._stack.pop() != asking:
            pass
        self._switch()
        if over:
            self._journal.append(["ended", asking.token, round(time.time(), 3)])

    def uses(self, test: Asking, fixture: Asking) -> None:
        """The test uses what the fixture has set up."""
        self._journal.append(["uses", test.token, fixture.token])

    def sent(self, token: str, origin: str) -> None:
        """A request with the token was answered from there."""
        if token and (token, origin) not in self._sent:
            self._sent.add((token, origin))
            self._journal.append(["sent", token, origin])

    def on_change(self, push: Push) -> None:
        """Have ``push`` called whenever the current token changes."""
        self._pushes.append(push)

    def _switch(self) -> None:
        if start.running is not None:
            labels = start.running.agent.labels
            labels.default = labels.of(self.token)
            CURRENT.set(labels.default)
        for push in self._pushes:
            push()


def beside(headers: Mapping[str, str]) -> str:
    """What the user has put into the carrier himself."""
    given = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    return ", ".join(part for part in map(str.strip, str(given).split(",")) if not token_in(part))


def _hash(name: str) -> str:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{digest[:8]}-{digest[8:]}"
