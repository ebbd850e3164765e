"""GitHub as its own published description has it: every request and every answer is held against it.

A request goes through three programs: ``Front`` (failures on order, and the token), a proxy made
from the description that refuses what does not fit it, and ``Described``, which keeps the state and
answers with the description's own examples, filled in.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

servers: Any = sys.modules["pyramid_test_servers"]

_REPOSITORY = "/repos/{owner}/{repo}"
_PATHS = (
    "/user",
    f"{_REPOSITORY}/pulls",
    f"{_REPOSITORY}/pulls/{{pull_number}}/files",
    f"{_REPOSITORY}/issues/{{issue_number}}/comments",
    f"{_REPOSITORY}/issues/comments/{{comment_id}}",
)
_FOLDER = "PYRAMID_TEST_NPM"


def packages() -> Path | None:
    """Where the description and the proxy are installed by their names, None when they are not."""
    folder = Path(os.environ.get(_FOLDER) or Path.home() / ".cache" / "pyramid-ci" / "npm") / "node_modules"
    there = (folder / ".bin" / "prism").exists() and _source(folder).is_file() and shutil.which("node")
    return folder if there else None


def needed() -> bool:
    """Must the packages be there?"""
    return bool(os.environ.get(_FOLDER) or os.environ.get("CI"))


def _source(folder: Path) -> Path:
    return folder / "@octokit" / "openapi" / "generated" / "api.github.com.json"


def description(folder: Path) -> dict[str, Any]:
    """The published description, without the paths that nobody here may ask."""
    whole = json.loads(_source(folder).read_text(encoding="utf-8"))
    kept: dict[str, Any] = {key: whole[key] for key in ("openapi", "info", "security") if key in whole}
    kept["paths"] = {path: whole["paths"][path] for path in _PATHS}
    pending, seen = set(_references(kept["paths"])), set()
    components: dict[str, Any] = {}
    while pending:
        reference = pending.pop()
        seen.add(reference)
        _, _, kind, name = reference.split("/")
        found = whole["components"][kind][name]
        components.setdefault(kind, {})[name] = found
        pending |= set(_references(found)) - seen
    return {**kept, "components": components}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


class Described(servers.GitHub):
    """The host's state, in the shapes of the description's examples."""

    examples: dict[str, Any]

    def failure(self, path: str) -> None:
        """What fails, fails in front, where no description holds."""

    def pull(self, given: dict[str, Any]) -> dict[str, Any]:
        made = json.loads(json.dumps(self.examples["pull-request-simple-items"][0]))
        ours = super().pull(given)
        made["requested_teams"] = []  # the example's teams lack what the description requires of teams
        return {**made, **ours, "head": {**made["head"], **ours["head"]}}

    def comment(self, given: dict[str, Any]) -> dict[str, Any]:
        made, ours = self.examples["issue-comment"], super().comment(given)
        return {**made, **ours, "user": {**made["user"], **ours["user"]}}

    def page(self, rows: list[Any], query: dict[str, list[str]]) -> Any:
        diff = self.examples["diff-entry-items"][0]
        return super().page([{**diff, **row} if "filename" in row else row for row in rows], query)


class Front(servers.Handler):
    """What the client talks to."""

    upstream: str
    proxy: str

    def work(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> Any:
        # The description has the REST interface only.
        goal = self.upstream if path == "/graphql" else self.proxy
        connection = http.client.HTTPConnection(urlsplit(goal).netloc, timeout=30)
        text = json.dumps(body) if body else None
        headers = {
            name: self.headers[name]
            for name in ("Authorization", "Accept", "User-Agent")
            if self.headers[name]
        }
        asked = f"{path}?{urlencode(query, doseq=True)}" if query else path
        given = {**headers, **({"Content-Type": "application/json"} if text else {})}
        connection.request(self.command, asked, text, given)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if "problem+json" in (answer.headers["Content-Type"] or "") or answer.headers["sl-violations"]:
            said = answer.headers["sl-violations"] or data.decode()
            self.server.state.strangers.append(f"{self.command} {path}: {said}")
        links = {"Link": answer.headers["Link"]} if answer.headers["Link"] else {}
        return answer.status, json.loads(data) if data else None, links


@contextmanager
def serving(folder: Path, scratch: Path) -> Iterator[Any]:
    """The three of them until the end of the block; the front is what a client is given."""
    table = description(folder)
    document = scratch / "description.json"
    document.write_text(json.dumps(table), encoding="utf-8")
    examples = {name: found["value"] for name, found in table["components"]["examples"].items()}
    described = type("Described", (Described,), {"examples": examples})
    front_type = type("Front", (Front,), {})
    with ExitStack() as stack:
        upstream = stack.enter_context(servers.serving(described))
        proxy = stack.enter_context(_proxy(folder, document, upstream.address))
        front_type.upstream, front_type.proxy = upstream.address, proxy
        front = stack.enter_context(servers.serving(front_type))
        upstream.address = front.address  # in the links of its answers
        front.upstream = upstream
        upstream.state.strangers = front.state.strangers
        yield front


@contextmanager
def _proxy(folder: Path, document: Path, upstream: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("proxy", "--errors", "--port", str(port), str(document), upstream)
    process = subprocess.Popen(
        ("node", str((folder / ".bin" / "prism").resolve()), *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if re.search(r"is listening on", line):
                break
        else:
            raise AssertionError(f"the proxy did not start: {said[-2000:]}")
        threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop it
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
