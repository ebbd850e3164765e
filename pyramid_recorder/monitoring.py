"""The back-end for CPython 3.12 and later: ``sys.monitoring`` (PEP 669).

A library's function costs one callback, after which its start is switched off; a function of the
application costs a look into the current label's set.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType
from typing import Any, NamedTuple

from pyramid_recorder.agent import Agent
from pyramid_recorder.entries import Entry, Receiver, entry_of
from pyramid_recorder.labels import CURRENT, NOBODY
from pyramid_recorder.sources import Source

NAME = "pyramid_recorder"
_TOOLS = (4, 3)  # ids that are reserved for no kind of tool
_OPTIMIZED = 0x1  # set for functions, not for bodies of modules and classes


class _Known(NamedTuple):
    """A code object that is not switched off.  It is kept alive, so that its id stays its own: two
    equal code objects of different files are one key by value."""

    code: CodeType
    entry: Entry | None
    source: Source | None


def is_available() -> bool:
    """Whether the interpreter has monitoring, and a tool's place is free."""
    return sys.version_info >= (3, 12) and any(sys.monitoring.get_tool(tool) is None for tool in _TOOLS)


def start(agent: Agent) -> Callable[[], None]:
    """Record from here on; gives the way back."""
    if sys.version_info < (3, 12):
        raise RuntimeError("sys.monitoring begins with Python 3.12")
    monitoring = sys.monitoring
    tool = next(tool for tool in _TOOLS if monitoring.get_tool(tool) is None)
    events = monitoring.events
    monitoring.use_tool_id(tool, NAME)
    watch = _line_watcher(agent, tool) if agent.lines else None
    monitoring.register_callback(tool, events.PY_START, _start_callback(agent, watch))
    monitoring.set_events(tool, events.PY_START)

    def stop() -> None:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)

    return stop


def _start_callback(agent: Agent, watch: Callable[[CodeType], None] | None) -> Callable[[CodeType, int], Any]:
    current, known, disable = CURRENT.get, dict[int, _Known](), sys.monitoring.DISABLE  # type: ignore[attr-defined,unused-ignore]
    receive, frame_of = Receiver(agent).receive, sys._getframe

    def started(code: CodeType, offset: int) -> Any:
        number = id(code)
        if number in current():
            return None
        found = known.get(number)
        if found is None:
            found = _classify(agent, code)
            if found is None:
                if watch is not None and not code.co_flags & _OPTIMIZED:
                    watch(code)
                return disable
            known[number] = found
            if watch is not None and found.source is not None:
                watch(code)
        if found.entry is not None:
            frame = frame_of(1)
            receive(found.entry.kind, frame.f_locals[code.co_varnames[found.entry.position]])
        if found.source is not None:
            label = current()
            key = number if found.entry is None else -number  # an entry is looked at each time
            if key not in label:
                label.add(key)
                if not code.co_name.startswith("<"):
                    agent.ran(label, found.source, code.co_firstlineno, code.co_name)
        return None

    return started


def _classify(agent: Agent, code: CodeType) -> _Known | None:
    source = agent.sources.find(code.co_filename)
    if not code.co_flags & _OPTIMIZED:
        if source is not None and code.co_name == "<module>":
            agent.loaded(source)
        return None
    entry = entry_of(code)
    return _Known(code, entry, source) if entry or source else None


def _line_watcher(agent: Agent, tool: int) -> Callable[[CodeType], None]:
    monitoring, current = sys.monitoring, CURRENT.get  # type: ignore[attr-defined,unused-ignore]
    sources: dict[int, tuple[Source, CodeType]] = {}  # alive, so that their ids stay their own

    def passed(code: CodeType, line: int) -> None:
        """What a body of a module or class does, it does for whoever imports it: for nobody."""
        label = current() if code.co_flags & _OPTIMIZED else NOBODY
        place = id(code), line
        if place not in label:
            label.add(place)
            agent.passed(label, sources[id(code)][0], line)

    def watch(code: CodeType) -> None:
        source = agent.sources.find(code.co_filename)
        if source is not None:
            sources[id(code)] = source, code
            monitoring.set_local_events(tool, code, monitoring.events.LINE)

    monitoring.register_callback(tool, monitoring.events.LINE, passed)
    return watch
