"""Numbers and times as reports write them; what is none is left out, never an error."""

from __future__ import annotations

import math
from datetime import datetime, timezone

_LONGEST = 7 * 24 * 3600.0  # seconds: no single test takes a week


def seconds(text: object) -> float:
    """A duration in seconds; ``1,234.5`` is read as some runners write it; 0 for what is none."""
    try:
        value = float(str(text).replace(",", "") or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and 0 <= value <= _LONGEST else 0.0


def moment(text: object) -> float | None:
    """Seconds since 1970 of an ISO 8601 time; without a zone it is taken as UTC."""
    try:
        value = datetime.fromisoformat(str(text).strip().replace("Z", "+00:00")[:32])
        return (value if value.tzinfo else value.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError):
        return None
