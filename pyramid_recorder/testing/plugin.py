"""The plugin for pytest: off unless ``--pyramid-record`` or the recorder's environment asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_HELP = "Record which functions of the application each test runs."


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, and nothing else: a run that does not record pays for nothing."""
    group = parser.getgroup("pyramid")
    group.addoption("--pyramid-record", action="store_true", default=False, help=_HELP)
    group.addoption("--pyramid-records", metavar="FOLDER", help="Where to. [default: .pyramid-records]")
    group.addoption("--pyramid-lines", action="store_true", help="Record lines too, not only functions.")
    group.addoption(
        "--pyramid-check-later",
        action="store_true",
        help="Servers record elsewhere: `pyramid combine` tells which requests met no recorder.",
    )
    parser.addini("pyramid_hosts", "Hosts that may be told the label, besides local ones.", "args", [])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Record in this process and in those that the tests start, from before the first import."""
    options = early_config.known_args_namespace
    if not _is_on(options):
        return
    from pyramid_recorder import configuration, start

    root = str(early_config.rootpath)
    inherited = configuration.read(os.environ)
    folder = getattr(options, "pyramid_records", None)
    wanted = configuration.Configuration(
        folder=os.path.abspath(
            folder or (inherited and inherited.folder) or Path(root, configuration.RECORDS)
        ),
        roots=inherited.roots if inherited else (root,),
        lines=bool(options.pyramid_lines or (inherited and inherited.lines)),
        backend=inherited.backend if inherited else "",
    )
    configuration.write(wanted, os.environ)
    start.start(os.environ)


def pytest_configure(config: pytest.Config) -> None:
    """Join in, when asked to."""
    if _is_on(config.option):
        from pyramid_recorder.testing.drivers import install
        from pyramid_recorder.testing.hosts import Hosts
        from pyramid_recorder.testing.run import Run

        worker = getattr(config, "workerinput", {}).get("workerid", "")
        run = Run(os.environ["PYRAMID_RECORD"], worker)
        install(run, Hosts(config.getini("pyramid_hosts")))
        config.pluginmanager.register(Labelling(config, run, bool(worker)), "pyramid-labelling")


def _is_on(options: Any) -> bool:
    return bool(getattr(options, "pyramid_record", False) or os.environ.get("PYRAMID_RECORD"))


class Labelling:
    """Says which test or fixture is running, and at the end what is missing from the record."""

    def __init__(self, config: pytest.Config, run: Any, is_worker: bool) -> None:
        self._config = config
        self._run = run
        self._is_worker = is_worker
        self._fixtures: dict[Any, Any] = {}
        self._missing: dict[str, tuple[str, ...]] = {}
        self._unseen: dict[str, int] = {}

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """A test, with its own fixtures."""
        test = self._run.test(item.nodeid)
        self._run.begin(test)
        yield
        self._run.end(test)

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """What a test has used is known before it is torn down."""
        test = self._run.test(item.nodeid)
        for fixture in {self._fixtures[each] for each in _used(item) if each in self._fixtures}:
            self._run.uses(test, fixture)
        yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """A fixture that more than one test may use is nobody's own."""
        if fixturedef.scope == "function":
            yield
            return
        parameter = f"[{fixturedef.cached_param}]" if getattr(fixturedef, "cached_param", None) else ""
        place = f"{fixturedef.baseid}::" if fixturedef.baseid else ""
        fixture = self._run.fixture(f"{place}{fixturedef.argname}{parameter} ({fixturedef.scope})")
        self._fixtures[fixturedef] = fixture
        # What was added last is done first: its teardown lies between these two.
        fixturedef.addfinalizer(lambda: self._run.end(fixture))
        self._run.begin(fixture)
        yield
        self._run.end(fixture, over=False)
        fixturedef.addfinalizer(lambda: self._run.begin(fixture))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A labelled request that met no recorder fails the run."""
        if self._is_worker or self._config.option.pyramid_check_later:
            return
        from pyramid_recorder.records import read

        record = read([Path(os.environ["PYRAMID_RECORD"])])
        self._missing = record.unanswered(self._run.id)
        self._unseen = record.unseen()
        if self._missing and session.exitstatus in (0, pytest.ExitCode.OK):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """What is on record, and what is not."""
        line = terminalreporter.write_line
        for name, origins in sorted(self._missing.items())[:5]:
            line(
                f"error: {name}: its labelled requests to {', '.join(origins)} were answered without a "
                "recorder (label-without-recorder)",
                red=True,
            )
        if self._missing:
            line(
                f"  next: {len(self._missing)} tests: start that server with `pyramid record -- COMMAND`; "
                "if it records in another folder, name that (--pyramid-records FOLDER); on another machine, "
                "add --pyramid-check-later",
            )
        elif self._unseen:
            line(f"note: nothing of {', '.join(self._unseen)} is on record (place-without-recorder)")
        line(f"pyramid: recorded in {os.environ['PYRAMID_RECORD']}. Next: pyramid combine")


def _used(item: Any) -> set[Any]:
    """The fixtures of a test: those that its signature leads to, and those that were asked for by name."""
    info = getattr(item, "_fixtureinfo", None)
    named = (each for found in getattr(info, "name2fixturedefs", {}).values() for each in found)
    asked = getattr(getattr(item, "_request", None), "_fixture_defs", {}).values()
    return {*named, *asked}
