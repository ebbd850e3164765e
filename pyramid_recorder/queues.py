"""Labels cross Celery's queue: in a header of each message, by Celery's own signals.

A task works for the test whose code sent it, and so do those that it sends itself; what belongs to
no test, such as a task that a clock sends, works for nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from pyramid_recorder.agent import Agent
from pyramid_recorder.imports import when_imported
from pyramid_recorder.labels import CURRENT, NOBODY, PREFIX, token_in

#: The header of a message.  Where OpenTelemetry passes baggage on, that is read too.
HEADER = "pyramid-test-id"
_UID = "pyramid_recorder"


def carry(agent: Agent) -> Callable[[], None]:
    """Label tasks once Celery is imported; gives the way back."""
    signals: list[ModuleType] = []

    def connect(module: ModuleType) -> None:
        signals.append(module)
        for name, receiver in _receivers(agent).items():
            getattr(module, name).connect(receiver, weak=False, dispatch_uid=_UID)

    forget = when_imported("celery.signals", connect)

    def undo() -> None:
        forget()
        for module in signals:
            for name in _receivers(agent):
                getattr(module, name).disconnect(dispatch_uid=_UID)

    return undo


def _receivers(agent: Agent) -> dict[str, Callable[..., None]]:
    def published(headers: Any = None, routing_key: Any = None, **_: Any) -> None:
        token = CURRENT.get().token
        if token and isinstance(headers, dict):
            headers[HEADER] = f"{PREFIX}{token}"
            agent.sent(token, f"celery://{routing_key or 'celery'}")

    def began(task: Any = None, **_: Any) -> None:
        request = getattr(task, "request", None)
        if request is None or request.is_eager:
            return  # runs where it was called, for whom it was called
        token = _token(request)
        where = (request.delivery_info or {}).get("routing_key") or "celery"
        agent.enter(agent.asked(token, where) if token else NOBODY)

    def ended(task: Any = None, **_: Any) -> None:
        request = getattr(task, "request", None)
        if request is not None and not request.is_eager:
            agent.enter(agent.labels.default)

    return {"before_task_publish": published, "task_prerun": began, "task_postrun": ended}


def _token(request: Any) -> str:
    found = (getattr(request, name, None) or request.get(name) for name in (HEADER, "baggage"))
    return next((token for text in found if text and (token := token_in(str(text)))), "")
