"""Identity of a finding that survives moved lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from hashlib import blake2b

_SPACE = re.compile(r"\s+")


class Fingerprints:
    """Gives out fingerprints; equal ones are told apart by their ordinal."""

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def of(self, code: str, test: str, focal: str, text: str) -> str:
        """16 hex digits from rule, test, focal function, normalised check text and ordinal."""
        parts = (code, test, focal, _SPACE.sub("", text))
        ordinal = self._seen[parts]
        self._seen[parts] += 1
        return blake2b("\0".join((*parts, str(ordinal))).encode(), digest_size=8).hexdigest()
