"""Start the recorder of this process, once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from pyramid_recorder import launching, monitoring, queues, script, threads
from pyramid_recorder.agent import Agent
from pyramid_recorder.configuration import Configuration, read


class Recorder:
    """A running recorder; ``stop`` takes back what can be taken back."""

    def __init__(self, configuration: Configuration) -> None:
        self.backend = _backend(configuration)
        self.agent = Agent(configuration, self.backend)
        self._undo: list[Callable[[], None]] = [
            threads.carry(self.agent),
            queues.carry(self.agent),
            launching.stay_in_front(),
        ]
        if self.backend == "probes":
            from pyramid_recorder import probes  # the parser is not loaded where it is not needed

            self._undo.append(probes.start(self.agent))
        else:
            self._undo.append(monitoring.start(self.agent))

    def stop(self) -> None:
        """Record nothing further."""
        while self._undo:
            self._undo.pop()()


def _backend(configuration: Configuration) -> str:
    return configuration.backend or ("monitoring" if monitoring.is_available() else "probes")


#: The recorder of this process.
running: Recorder | None = None


def start(environment: Mapping[str, str] = os.environ) -> Recorder | None:
    """The recorder that the environment asks for; the same one when it runs already.

    A recorder that cannot start says so and lets the application go on: that no record came from
    it is told when the records are put together.
    """
    global running
    configuration = read(environment)
    if running is None and configuration is not None:
        try:
            if _backend(configuration) == "probes":
                script.run_with_probes(configuration.roots)
            running = Recorder(configuration)
        except Exception as error:
            print(f"pyramid-recorder: not recording: {error!r}", file=sys.stderr)
    return running
