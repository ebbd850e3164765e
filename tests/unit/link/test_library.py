"""What code outside the tree runs: inherited members, arguments, what objects were given."""

from __future__ import annotations

import pytest

from pyramid.link import connect
from pyramid.model.layers import Certainty


def edges(linked, caller: str) -> dict[str, tuple[str, Certainty]]:
    return {e.callee: (e.via, e.certainty) for e in connect(linked.program).callees(caller)}


def test_an_inherited_member_runs_what_the_class_overrides(link) -> None:
    linked = link(
        {
            "m.py": """
            from collections.abc import MutableMapping

            class Headers(MutableMapping):
                def __getitem__(self, key): ...
                def __setitem__(self, key, value): ...
                def __iter__(self): ...
                def __len__(self): ...

            class Plain:
                def __getitem__(self, key): ...

            def reads(): Headers().get("a")
            def writes(): Headers().setdefault("a", 1)
            def looks(): return "a" in Headers()
            def plain(): Plain().get("a")
            """
        }
    )
    assert edges(linked, "m.reads") == {"m.Headers.__getitem__": ("library", Certainty.LIKELY)}
    assert set(edges(linked, "m.writes")) == {"m.Headers.__getitem__", "m.Headers.__setitem__"}
    assert set(edges(linked, "m.looks")) == {"m.Headers.__getitem__"}
    assert edges(linked, "m.plain") == {}


def test_an_explicit_self_is_the_object(link) -> None:
    linked = link(
        {
            "m.py": """
            import threading

            class Worker(threading.Thread):
                def start(self):
                    threading.Thread.start(self)
                def run(self): ...
            """
        }
    )
    assert set(edges(linked, "m.Worker.start")) == {"m.Worker.run"}


def test_an_object_runs_what_it_was_given(link) -> None:
    linked = link(
        {
            "m.py": """
            from contextlib import ExitStack
            from threading import Thread

            def work(): ...
            def clean(): ...
            def never(): ...

            def starts():
                made = Thread(target=work)
                made.start()

            def only_makes():
                Thread(target=never)

            def leaves():
                with ExitStack() as stack:
                    stack.callback(clean)
            """
        }
    )
    assert set(edges(linked, "m.starts")) == {"m.work"}
    assert edges(linked, "m.only_makes") == {}
    assert set(edges(linked, "m.leaves")) == {"m.clean"}


def test_an_argument_runs_its_special_methods(link) -> None:
    linked = link(
        {
            "m.py": """
            import copy, json

            class Price:
                def __copy__(self): ...
                def __lt__(self, other): ...

            class Encoder(json.JSONEncoder):
                def default(self, value): ...

            def fallback(value): ...
            def copies(): copy.copy(Price())
            def sorts(): sorted([Price()])
            def writes(): json.dumps({}, default=fallback)
            def encodes(): json.dumps({}, cls=Encoder)
            """
        }
    )
    assert set(edges(linked, "m.copies")) == {"m.Price.__copy__"}
    assert set(edges(linked, "m.sorts")) == {"m.Price.__lt__"}
    assert set(edges(linked, "m.writes")) == {"m.fallback"}
    assert set(edges(linked, "m.encodes")) == {"m.Encoder.default"}


def test_members_by_the_beginning_of_their_name(link) -> None:
    linked = link(
        {
            "m.py": """
            import ast

            class Finder(ast.NodeVisitor):
                def visit_Name(self, node): ...
                def report(self): ...

            def find(tree): Finder().visit(tree)
            """
        }
    )
    assert set(edges(linked, "m.find")) == {"m.Finder.visit_Name"}


def test_a_task_is_run_by_the_members_that_its_decorator_gives(link) -> None:
    linked = link(
        {
            "tasks.py": """
            from celery import shared_task
            from other import decorator

            @shared_task
            def send(order): ...

            @decorator
            def plain(order): ...
            """,
            "m.py": """
            from tasks import plain, send

            def later(): send.delay(1)
            def unknown(): plain.delay(1)
            """,
        }
    )
    assert edges(linked, "m.later") == {"tasks.send": ("library", Certainty.LIKELY)}
    assert edges(linked, "m.unknown") == {}


def test_a_group_of_commands_runs_its_own(link) -> None:
    linked = link(
        {
            "c.py": """
            import click

            @click.group()
            def cli(): ...

            @cli.command()
            def sync(): ...

            @click.command()
            def other(): ...
            """,
            "test_c.py": """
            from click.testing import CliRunner
            from c import cli

            def test_sync():
                CliRunner().invoke(cli, ["sync"])
            """,
        }
    )
    assert set(edges(linked, "test_c.test_sync")) == {"c.cli", "c.sync"}


@pytest.mark.parametrize(
    ("call", "certainty"),
    [
        ("register(work)", Certainty.GUESS),
        ("functools.reduce(work, [])", Certainty.LIKELY),
    ],
)
def test_a_function_given_to_nobody_knows_whom_is_a_guess(link, call, certainty) -> None:
    linked = link(
        {
            "m.py": f"""
            import functools
            from somewhere import register

            def work(*given): ...
            def hands(): {call}
            """
        }
    )
    assert edges(linked, "m.hands")["m.work"][1] is certainty


def test_a_decorator_called_with_arguments_gives_the_inner_function(link) -> None:
    linked = link(
        {
            "m.py": """
            class Command:
                def __init__(self, function): ...
                def __call__(self): ...

            def command(name=None):
                def make(function):
                    return Command(function)
                return make(name) if callable(name) else make

            @command("go")
            def go(): ...
            """
        }
    )
    assert "m.Command.__call__" not in edges(linked, "m")
    assert "m.command.make" in edges(linked, "m")


def test_attributes_that_every_object_has_are_not_computed(link) -> None:
    linked = link(
        {
            "m.py": """
            class Lazy:
                def __getattr__(self, name): ...
                def fields(self): return self.__dict__
                def other(self): return self.missing
            """
        }
    )
    assert edges(linked, "m.Lazy.fields") == {}
    assert set(edges(linked, "m.Lazy.other")) == {"m.Lazy.__getattr__"}


def test_a_client_runs_the_request_that_its_own_class_overrides(link) -> None:
    linked = link(
        {
            "m.py": """
            import anyio.from_thread
            import httpx

            class Transport(httpx.BaseTransport):
                def handle_request(self, request):
                    with anyio.from_thread.start_blocking_portal() as portal:
                        portal.call(self.answer)
                async def answer(self): ...

            class Client(httpx.Client):
                def __init__(self):
                    super().__init__(transport=Transport())
                def request(self, method, url):
                    return super().request(method, url)

            def run():
                Client().get("/")
            """
        }
    )
    assert {"m.Client.request", "m.Transport.handle_request", "m.Transport.answer"} <= linked.reached("m.run")
