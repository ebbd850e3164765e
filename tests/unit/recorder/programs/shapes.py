"""Every kind of statement, so that the lines that run can be compared."""

from __future__ import annotations

import contextlib
import functools

LIMIT = 3
NAMES = [
    "one",
    "two",
]

if LIMIT > 5:
    NAMES = []
elif LIMIT > 2:
    NAMES.append("three")
else:
    NAMES.clear()

try:
    import no_such_module
except ImportError:
    no_such_module = None


class Cart:
    """A class."""

    size = 0

    @property
    @functools.lru_cache  # noqa: B019
    def total(self):
        """A property."""
        return sum(price for price in self.prices if price)

    def __init__(self, prices):
        self.prices = prices

    class Inner:
        kind = "inner"


def loops(count):
    found = []
    for number in range(count):
        if number == 1:
            continue
        found.append(number)
    else:
        found.append(-1)
    while count:
        count -= 1
        if count == 1:
            break
    return found


def errors(value):
    try:
        if value:
            raise ValueError(value)
        return "none"
    except TypeError:
        return "type"
    except ValueError as error:
        return str(error)
    finally:
        NAMES.append("finally")


def matched(value):
    match value:
        case 1:
            return "one"
        case [first, *_]:
            return first
        case _:
            return "other"


def contexts():
    with contextlib.suppress(KeyError), contextlib.nullcontext() as nothing:
        {}["x"]
        return nothing
    return "suppressed"


def nested():
    kept = 0

    def inner():
        nonlocal kept
        kept += 1
        return kept

    return [inner() for _ in range(2)], {key: inner() for key in "ab"}, (lambda: 1)()


def never():
    return "never"


async def later():
    async with contextlib.AsyncExitStack() as stack:
        stack.push(lambda *_: None)
    return [number async for number in numbers()]


async def numbers():
    yield 1
    yield 2


def main():
    import asyncio

    loops(3)
    errors(0)
    errors(1)
    matched(1)
    matched([2])
    contexts()
    nested()
    Cart([1, 0]).total  # noqa: B018
    asyncio.run(later())
    assert LIMIT, "never said"


main()
