"""``python app.py`` under probes.

The interpreter compiles a script by itself, before any loader of ours: it is run again with this
file in front, in the same process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_WITH_VALUE = ("-W", "-X", "--check-hash-based-pycs")


def run_with_probes(roots: Sequence[str]) -> None:
    """Put this process's script under probes, if it runs one that belongs to the application."""
    from pyramid_recorder.sources import Sources

    place = _script_at(sys.orig_argv)
    if place and Sources(roots).find(sys.orig_argv[place]):
        options, rest = sys.orig_argv[1:place], sys.orig_argv[place:]
        os.execv(sys.executable, [sys.orig_argv[0], *options, __file__, *rest])


def main() -> None:
    """Run the script that the arguments name, as ``__main__``, with probes."""
    from types import ModuleType

    from pyramid_recorder import probes, start

    path, sys.argv = sys.argv[1], sys.argv[1:]
    sys.path[0] = os.path.dirname(os.path.abspath(path))
    module = ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=__builtins__)
    sys.modules["__main__"] = module
    if start.running is not None and probes.active is not None:
        code = probes.active.script(path)
    else:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
    exec(code, module.__dict__)


def _script_at(command: list[str]) -> int:
    """The place of a script in an interpreter's command, 0 when it runs none."""
    number = 1
    while number < len(command):
        word = command[number]
        if word in _WITH_VALUE:
            number += 1
        elif not word.startswith("-"):
            return number
        elif word.startswith(("-W", "-X")):
            pass
        elif word == "-" or set("cm") & set(word):
            return 0
        number += 1
    return 0


if __name__ == "__main__":
    main()
