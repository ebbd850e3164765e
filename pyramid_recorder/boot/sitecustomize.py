"""Starts the recorder in every Python process that has this folder on its path.

The recorder is loaded from where it lies, so that nothing else becomes importable; a
``sitecustomize`` of the application's environment, which this one hides, is run afterwards.
"""

import importlib.util
import os
import sys
from importlib.machinery import PathFinder

_BOOT = os.path.dirname(os.path.abspath(__file__))


def _package() -> None:
    folder = os.path.dirname(_BOOT)
    spec = importlib.util.spec_from_file_location(
        "pyramid_recorder",
        os.path.join(folder, "__init__.py"),
        submodule_search_locations=[folder],
    )
    if spec is not None and spec.loader is not None and spec.name not in sys.modules:
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)


def _hidden() -> None:
    sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != _BOOT]
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


try:
    _package()
    from pyramid_recorder.start import start

    start()
except Exception as error:
    print(f"pyramid-recorder: not recording: {error!r}", file=sys.stderr)
_hidden()
