"""Identity of a finding that survives moved lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from hashlib import blake2b

_SPACE = re.compile(r"\s+")


class Fingerprints:
    """Gives out fingerprints; equal ones are told apart by their ordinal.

    ``contents`` maps each fingerprint that was given out to one of the same parts without the files
    and modules in their names: what stays the same when a file is renamed.
    """

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()
        self.contents: dict[str, str] = {}

    def of(self, code: str, test: str, focal: str, text: str) -> str:
        """16 hex digits from rule, test, focal function, normalised check text and ordinal."""
        plain = _SPACE.sub("", text)
        parts = (code, test, focal, plain)
        ordinal = self._seen[parts]
        self._seen[parts] += 1
        found = _digest(*parts, str(ordinal))
        self.contents[found] = _digest(code, test.partition("::")[2], focal.rpartition(".")[2], plain)
        return found


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
