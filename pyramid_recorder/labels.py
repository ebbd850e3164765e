"""Which test is asking: the labels, and where the one of the running code is kept."""

from __future__ import annotations

import re
from contextvars import ContextVar

#: What stands before a token in every carrier: a private-use subtag of a language.
PREFIX = "x-pyr-"
_TOKEN = re.compile(PREFIX + r"([0-9a-f]{8}(?:-[0-9a-f]{8}){1,2})(?![0-9a-f])", re.IGNORECASE)
_MOST = 2048  # labels that a process remembers at a time


class Label(set):
    """A test's token, and the places whose sight is on record already.

    ``inherited`` is true in a thread that a labelled one has started: it may outlive the test.
    """

    __slots__ = ("inherited", "token")

    def __init__(self, token: str = "", *, inherited: bool = False) -> None:
        super().__init__()
        self.token = token
        self.inherited = inherited


NOBODY = Label()
#: The label of the running code, carried along by whatever copies contexts.
CURRENT: ContextVar[Label] = ContextVar("pyramid_recorder", default=NOBODY)


def token_in(text: str) -> str:
    """The token in a header's text, "" when there is none."""
    found = _TOKEN.search(text)
    return found[1].lower() if found else ""


class Labels:
    """The labels of a process.

    ``default`` is the label of a request that brings none: in a process of the test run the test
    that is running, anywhere else nobody.
    """

    def __init__(self) -> None:
        self.default = NOBODY
        self._known: dict[tuple[str, bool], Label] = {}

    def of(self, token: str, *, inherited: bool = False) -> Label:
        """The label of a token.  The oldest are forgotten; what they ran may be recorded twice."""
        if not token:
            return NOBODY
        known = self._known.get((token, inherited))
        if known is None:
            if len(self._known) >= _MOST:
                for old in list(self._known)[: _MOST // 4]:
                    self._known.pop(old, None)
            known = self._known.setdefault((token, inherited), Label(token, inherited=inherited))
        return known

    def forget(self) -> None:
        """The process was just forked: it does not hear which test is running, so that from here on a
        request without a label is nobody's."""
        self.default = NOBODY
        self.see_again()

    def see_again(self) -> None:
        """Nothing is on record yet."""
        NOBODY.clear()
        for label in list(self._known.values()):
            label.clear()
