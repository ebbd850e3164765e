"""Reading a TOML table strictly: every key is asked for by name, what is left over is an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from pyramid.rulebook.errors import RuleError, suggestion


class Table:
    """One TOML table of a rule file, with its place for messages.

    ``name`` is the table's path in the file (``recognizer[2]``), ``line`` its header's line.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        path: str,
        lines: Sequence[str],
        name: str = "",
        line: int | Callable[[], int] = 1,
    ) -> None:
        self._data, self._known = data, set[str]()
        self.path, self._lines, self.name = path, lines, name
        self._line = line

    @cached_property
    def line(self) -> int:
        """The line of the header; looked for when it is asked for, and most are only in errors."""
        return self._line if isinstance(self._line, int) else self._line()

    def string(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        found = self._get(key, default)
        if not isinstance(found, str):
            raise self.wrong_type(key, "a string")
        return found.strip("\n")

    def strings(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings, as a tuple."""
        found = self._get(key, [])
        found = [found] if isinstance(found, str) else found
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.wrong_type(key, "a string or a list of strings")
        return tuple(found)

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        found = self._get(key, default)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.wrong_type(key, "a whole number")
        return found

    def flag(self, key: str) -> bool:
        """Yes or no; no when absent."""
        found = self._get(key, False)
        if not isinstance(found, bool):
            raise self.wrong_type(key, "true or false")
        return found

    def pairs(self, key: str) -> dict[str, str]:
        """A table of strings."""
        found = self._get(key, {})
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise self.wrong_type(key, "a table of strings")
        return dict(found)

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table whose values are strings or lists of strings."""
        inner = self.table(key)
        return {name: inner.strings(name) for name in tuple(inner.keys())}

    def table(self, key: str) -> Table:
        """A nested table, empty when absent."""
        found = self._get(key, {})
        if not isinstance(found, dict):
            raise self.wrong_type(key, "a table")
        name = f"{self.name}.{key}".lstrip(".")
        return Table(found, self.path, self._lines, name, partial(self.line_of, key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables (``[[key]]``)."""
        found = self._get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.wrong_type(key, f"an array of tables: [[{key}]]")
        if not found:
            return ()
        written = enumerate(self._lines[self.line - 1 :], self.line)
        headers = [number for number, line in written if line.strip() in self._headers(key)]
        headers += [self.line] * (len(found) - len(headers))
        return tuple(
            Table(each, self.path, self._lines, key, line) for each, line in zip(found, headers, strict=False)
        )

    def _headers(self, key: str) -> tuple[str, ...]:
        return (f"[[{key}]]", f"[[{self.name}.{key}]]")

    def known(self, key: str) -> None:
        """A key that may be there and is read elsewhere."""
        self._known.add(key)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def keys(self) -> Iterable[str]:
        """The keys that are there."""
        return self._data.keys()

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._data:
            if key not in self._known:
                raise self._unknown(key, suggestion(key, self._known))

    def raw(self) -> Mapping[str, Any]:
        """The table as it was read."""
        return self._data

    def error(self, slug: str, message: str, fix: str, key: str = "") -> RuleError:
        """An error at a key of this table."""
        return RuleError(slug, message, fix, self.path, self.line_of(key) if key else self.line)

    def wrong_type(self, key: str, wanted: str) -> RuleError:
        """The key is missing (perhaps it is misspelt), or its value is of another kind."""
        if key not in self._data:
            misspelt = difflib.get_close_matches(key, self._data.keys() - self._known, n=1)
            if misspelt:
                return self._unknown(misspelt[0], f"Did you mean {key!r}?")
            where = f" of [{self.name}]" if self.name else ""
            return self.error("missing-rule-key", f"The key {key!r}{where} is missing.", f"Give {wanted}.")
        return self.error("wrong-rule-type", f"{key!r} must be {wanted}.", "Change its value.", key)

    def line_of(self, key: str) -> int:
        """The line of a key at or after this table's header, else the header's."""
        wanted = re.compile(rf'^\s*(\[+)?(\w+\.)*"?{re.escape(key)}"?(\s*[=.\]])')
        own = f"[[{self.name}]]"
        for number in range(self.line, len(self._lines) + 1):
            line = self._lines[number - 1]
            if wanted.match(line) and line.strip() != own:
                return number
        return self.line

    def _unknown(self, key: str, fix: str) -> RuleError:
        where = f" in [{self.name}]" if self.name else ""
        return self.error("unknown-rule-key", f"Unknown key {key!r}{where}.", fix, key)

    def _get(self, key: str, default: Any) -> Any:
        self._known.add(key)
        return self._data.get(key, default)
