"""Do something to a module once somebody imports it; whoever does not use it does not pay for it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec
from types import ModuleType


def when_imported(name: str, act: Callable[[ModuleType], None]) -> Callable[[], None]:
    """Call ``act`` with the module: now if it is there, else right after it was executed.

    Gives the way to forget about it, as long as nobody has imported the module.
    """
    module = sys.modules.get(name)
    if module is not None:
        act(module)
        return lambda: None
    watch = _Watch(name, act)
    sys.meta_path.insert(0, watch)
    return watch.forget


class _Watch:
    """Finds one module by asking everybody else, and has its loader call back."""

    def __init__(self, name: str, act: Callable[[ModuleType], None]) -> None:
        self._name = name
        self._act = act

    def forget(self) -> None:
        with suppress(ValueError):
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._name:
            return None
        self.forget()
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def then_act(module: ModuleType) -> None:
                execute(module)
                self._act(module)

            spec.loader.exec_module = then_act  # type: ignore[method-assign]
        return spec
