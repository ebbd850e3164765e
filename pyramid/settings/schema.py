"""Every setting, its default and what it is for.

The text under a field is its page in the reference: it is read from here, never repeated.
A field's TOML key is its name with ``-`` for ``_``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pyramid.model.layers import TestLayer
from pyramid.settings.globs import matches

Pattern = Annotated[str, "pattern"]
FilePath = Annotated[str, "path"]
Patterns = tuple[Pattern, ...]
Paths = tuple[FilePath, ...]
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A coverage target: below ``low`` is a gap, from ``high`` on is enough (shares, 0 to 1)."""

    low: float = 0.70
    """Below this share of a function's executable lines, business logic counts as a gap."""

    high: float = 0.90
    """From this share on, more tests of the same code are not asked for."""

    def problem(self) -> str:
        """What is wrong with the values, in words, or nothing."""
        if not 0 <= self.low <= self.high <= 1:
            return f"a band needs 0 <= low <= high <= 1, not low = {self.low:g} and high = {self.high:g}"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTarget(Band):
    """The band for business logic, and other bands for some files."""

    paths: Mapping[Pattern, Band] = field(default_factory=dict)
    """Other bands by file pattern; the last pattern that matches counts."""

    def band(self, path: str) -> Band:
        """The band of one file (a POSIX path relative to the audited root)."""
        found = [band for pattern, band in self.paths.items() if matches(pattern, path)]
        return found[-1] if found else Band(low=self.low, high=self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape to aim at: the share of the tests at each layer (0 to 1, together 1).

    The default is the widely used 70 : 20 : 10 split of small, medium and large tests, with the
    finer layers of this tool: the middle is divided into integration and API tests, and because
    ``e2e`` holds browser tests only, half of the last tenth goes to the API layer.  Component
    tests are the unit tests of a frontend: they count towards ``unit``.
    """

    unit: float = 0.70
    """Share of unit tests (component tests included)."""

    integration: float = 0.15
    """Share of tests of several parts in one process, without HTTP."""

    api: float = 0.10
    """Share of tests that send HTTP requests to the application."""

    e2e: float = 0.05
    """Share of tests that drive a browser."""

    def target(self, layer: TestLayer) -> float | None:
        """The target share of a layer; None where a layer has no target of its own."""
        shares = {"unit": self.unit, "integration": self.integration, "api": self.api, "e2e": self.e2e}
        return shares.get(layer.value)

    def problem(self) -> str:
        """What is wrong with the values, in words, or nothing."""
        shares = (self.unit, self.integration, self.api, self.e2e)
        if min(shares) < 0 or abs(sum(shares) - 1) > 0.005:
            return f"the shares must be 0 or more and add up to 1, they add up to {sum(shares):g}"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one audit.  Paths and patterns are relative to the audited root.

    Patterns are those of ``.gitignore``: ``*.py`` matches at any depth, ``shop/*.py`` from the
    root on, ``**`` spans folders, and a folder stands for everything in it.
    """

    include: Patterns = ()
    """Only files that match one of these patterns are read.  Empty: every source file."""

    exclude: Patterns = ()
    """Files and folders to leave out, in addition to `default-exclude`."""

    default_exclude: Patterns = (
        ".git/",
        ".hg/",
        ".svn/",
        ".tox/",
        ".nox/",
        ".eggs/",
        ".direnv/",
        ".venv/",
        "venv/",
        "__pycache__/",
        "__pypackages__/",
        "node_modules/",
        "bower_components/",
        "site-packages/",
        "_vendor/",
        "_vendored/",
        "vendor/",
        "third_party/",
        "build/",
        "dist/",
        "_build/",
    )
    """Folders that hold no code of the project.  A folder that is a Python package (it holds an
    `__init__.py`) is left out only when its name starts with a dot or an underscore.  Virtual
    environments (`pyvenv.cfg`, `conda-meta`) and caches (`CACHEDIR.TAG`) are left out under any name."""

    respect_gitignore: bool = True
    """Leave out what the `.gitignore` files of the repository leave out."""

    roots: Paths = ()
    """Folders from which absolute imports start, such as `src`.  Empty: found from the tree."""

    test_paths: Patterns = ()
    """Files that hold tests or support for tests, where the naming conventions of the test
    runners do not say so."""

    select: Codes = ()
    """Report only these codes; `PYR1` stands for every code that starts so.  Empty: all."""

    ignore: Codes = ()
    """Never report these codes; `PYR1` stands for every code that starts so."""

    per_file_ignores: Mapping[Pattern, Codes] = field(default_factory=dict)
    """Codes to ignore by file pattern: `"tests/legacy/**" = ["PYR101"]`."""

    baseline: FilePath = ""
    """A file of accepted findings, written by `pyramid audit --write-baseline FILE`: only what is not
    in it is reported.  Empty: everything is."""

    ledger: FilePath = ""
    """A file of planned moves, written by `pyramid plan --ledger FILE`: the audit tells how far they are.
    Empty: none is kept."""

    fail_on: Literal["never", "note", "warning", "error"] = "error"
    """Exit with status 1 when a finding of this severity or a higher one is reported."""

    coverage: Paths = ()
    """Recorded coverage to read: `.coverage` files, Cobertura XML, LCOV, coverage.py's JSON or
    Istanbul's JSON.  Empty: `COVERAGE_FILE`, then the usual names in the root."""

    results: Paths = ()
    """Recorded results of test runs: JUnit XML, JSON of suites and specs as browser runners write
    it, or Allure results; files, folders, shell patterns, or zips as CI keeps them.  Several runs show
    flaky tests.  Empty: the usual names in the root."""

    runs_per_day: float = 0.0
    """How often the whole suite runs in a day, for savings per month.  0: read from the times of the
    recorded runs."""

    coverage_target: CoverageTarget = field(default_factory=CoverageTarget)
    """How much of each business function the tests below the browser should run.  Between 70 %
    and 90 % the last lines cost more than they tell; money, permissions and data loss deserve a
    band of their own."""

    shape: Shape = field(default_factory=Shape)
    """The pyramid to aim at."""

    cache: bool = True
    """Keep what was read from unchanged files between runs."""

    cache_dir: FilePath = ".pyramid_cache"
    """The folder of the cache."""

    max_file_size: int = 2_000_000
    """Files of more bytes are left out, and listed: they are generated code or data."""

    jobs: int = 0
    """Number of processes that read files.  0: as many as there are processors to run on."""

    engine: str = field(default="", metadata={"internal": True})
    """The cluster that reads files.  No setting: an audited repository must not send code elsewhere."""

    shared_cache: str = field(default="", metadata={"internal": True})
    """The URL of a cache that machines share; no setting, for the same reason."""

    output_format: str = ""
    """The format of the report, as in `--output-format`.  Empty: `full`, or `agent` when a variable
    of the environment says that a coding agent runs the command."""

    rules: Paths = ()
    """Folders with rule files of your own, read after the rules that come with the tool."""

    origin: str = field(default="", metadata={"internal": True})
    """The file that the settings were read from, or nothing."""

    def ignored(self, path: str, code: str) -> bool:
        """Is this code switched off, for the whole audit or for this file?"""
        if self.select and not code.startswith(self.select):
            return True
        local = (codes for pattern, codes in self.per_file_ignores.items() if matches(pattern, path))
        return code.startswith(self.ignore) or any(code.startswith(codes) for codes in local)

    def problem(self) -> str:
        """What is wrong with the values together, in words, or nothing."""
        if self.max_file_size < 1:
            return f"max-file-size is a number of bytes above 0, not {self.max_file_size}"
        if self.runs_per_day < 0:
            return f"runs-per-day is 0 (from the recorded runs) or a number, not {self.runs_per_day:g}"
        if self.jobs < 0:
            return f"jobs is 0 (all processors) or a number of processes, not {self.jobs}"
        return ""


DEFAULT = Settings()
