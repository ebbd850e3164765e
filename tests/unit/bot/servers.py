"""Code hosts on the loopback interface: real HTTP, a state that can be asked, failures on order."""

from __future__ import annotations

import json
import random
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HEAD = "a" * 40
TOKEN = "ghs_SECRETSECRETSECRET"
#: A failure: a status with headers, or a connection cut before or after the work was done.
Failure = tuple[str, dict[str, str]] | None


@dataclass
class State:
    """What the host knows, and what it was asked."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    folded: dict[str, bool] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    user_type: str = "Bot"
    login: str = "github-actions[bot]"
    fail: Callable[[str, str], Failure] = lambda method, path: None
    ids: int = 1000

    def mine(self) -> list[dict[str, Any]]:
        """The comments that the token's user has written."""
        return [each for each in self.comments if each["login"] == self.login]

    def add(self, body: str, login: str = "", type: str = "User") -> dict[str, Any]:
        """A comment, by the token's user unless somebody else is named."""
        self.ids += 1
        made = {"id": self.ids, "body": body, "login": login or self.login}
        made["type"] = type if login else self.user_type
        self.comments.append(made)
        return made

    def said(self) -> list[str]:
        """The requests that change something."""
        return [f"{method} {path}" for method, path in self.asked if method != "GET"]


class Handler(BaseHTTPRequestHandler):
    """Common to the hosts: authentication, failures, pages."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do(self) -> None:
        state, path = self.server.state, urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else {}
        state.asked.append((self.command, path.path))
        if TOKEN in self.path:
            state.strangers.append("a token in an address")
        if not self.authenticated():
            return self.answer(401, {"message": "Bad credentials"})
        failure = self.failure(path.path)
        if failure and failure[0] == "cut":
            return self.cut()
        if failure and failure[0] != "cut-after":
            return self.answer(int(failure[0]), {"message": "no"}, failure[1])
        with self.server.lock:
            status, value, headers = self.work(path.path, parse_qs(path.query), body)
        if failure:
            return self.cut()
        return self.answer(status, value, headers)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do

    def failure(self, path: str) -> Failure:
        """How this request is to fail."""
        return self.server.state.fail(self.command, path)

    def authenticated(self) -> bool:
        return self.headers.get("Authorization") == f"token {TOKEN}" or (
            self.headers.get("PRIVATE-TOKEN") == TOKEN
        )

    def cut(self) -> None:
        """The connection is reset, as by a proxy that dies."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def answer(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = b"" if status == 204 else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def page(self, rows: list[Any], query: dict[str, list[str]]) -> tuple[int, Any, dict[str, str]]:
        size, number = int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0])
        part = rows[(number - 1) * size : number * size]
        if number * size >= len(rows):
            return 200, part, {"X-Next-Page": ""}
        rest = "&".join(f"{key}={values[0]}" for key, values in query.items() if key != "page")
        here = f"{self.server.address}{urlsplit(self.path).path}?{rest}&page={number + 1}"
        return 200, part, {"Link": f'<{here}>; rel="next"', "X-Next-Page": str(number + 1)}

    def work(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any, dict]:
        raise NotImplementedError


class GitHub(Handler):
    """The part of GitHub's REST and GraphQL interfaces that the bot may ask."""

    def work(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any, dict]:
        state, base = self.server.state, self.server.address
        match self.command, path.strip("/").split("/"):
            case "GET", ["user"]:
                if state.user_type == "Bot":
                    return 403, {"message": "Resource not accessible by integration"}, {}
                return 200, {"login": state.login, "type": "User", "url": f"{base}/user"}, {}
            case "GET", ["repos", "acme", "shop", "pulls"]:
                assert query["state"] == ["open"]
                return self.page([self.pull(each) for each in state.pulls], query)
            case "GET", ["repos", "acme", "shop", "pulls", _, "files"]:
                return self.page(state.files, query)
            case "GET", ["repos", "acme", "shop", "issues", _, "comments"]:
                return self.page([self.comment(each) for each in state.comments], query)
            case "POST", ["repos", "acme", "shop", "issues", _, "comments"]:
                return 201, self.comment(state.add(self.text(body))), {}
            case ("PATCH" | "DELETE") as method, ["repos", "acme", "shop", "issues", "comments", id]:
                found = next((each for each in state.comments if str(each["id"]) == id), None)
                if found is None:
                    return 404, {"message": "Not Found"}, {}
                if method == "DELETE":
                    state.comments.remove(found)
                    return 204, None, {}
                found["body"] = self.text(body)
                return 200, self.comment(found), {}
            case "POST", ["graphql"]:
                name = "unminimizeComment" if "unminimizeComment" in body["query"] else "minimizeComment"
                hidden = name == "minimizeComment"
                state.folded[body["variables"]["input"]["subjectId"]] = hidden
                kind = "minimizedComment" if hidden else "unminimizedComment"
                return 200, {"data": {name: {kind: {"isMinimized": hidden}}}}, {}
        state.strangers.append(f"{self.command} {path}")
        return 404, {"message": "Not Found"}, {}

    def text(self, body: dict[str, Any]) -> str:
        if set(body) != {"body"} or len(body["body"]) > 65_536:
            self.server.state.strangers.append("not a comment")
        return body["body"]

    def pull(self, given: dict[str, Any]) -> dict[str, Any]:
        base, number = f"{self.server.address}/repos/acme/shop", given["number"]
        return {
            "number": number,
            "draft": given.get("draft", False),
            "url": f"{base}/pulls/{number}",
            "issue_url": f"{base}/issues/{number}",
            "head": {"sha": given["sha"], "ref": "x"},
        }

    def comment(self, given: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": given["id"],
            "node_id": f"N{given['id']}",
            "body": given["body"],
            "url": f"{self.server.address}/repos/acme/shop/issues/comments/{given['id']}",
            "user": {"login": given["login"], "type": given["type"], "url": f"{self.server.address}/users/x"},
        }


class GitLab(Handler):
    """The part of GitLab's REST interface that the bot may ask."""

    def work(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any, dict]:
        state = self.server.state
        match self.command, path.strip("/").split("/")[2:]:
            case "GET", ["user"]:
                return 200, {"id": 7, "username": state.login}, {}
            case "GET", ["projects", "12", "merge_requests"]:
                assert query["state"] == ["opened"]
                rows = [
                    {
                        "id": each["number"],
                        "iid": each["number"],
                        "sha": each["sha"],
                        "draft": each.get("draft", False),
                    }
                    for each in state.pulls
                ]
                return self.page(rows, query)
            case "GET", ["projects", "12", "merge_requests", _, "diffs"]:
                rows = [
                    {
                        "new_path": each["filename"],
                        "diff": each.get("patch", ""),
                        "deleted_file": each["status"] == "removed",
                    }
                    for each in state.files
                ]
                return self.page(rows, query)
            case "GET", ["projects", "12", "merge_requests", _, "notes"]:
                return self.page([self.note(each) for each in state.comments], query)
            case "POST", ["projects", "12", "merge_requests", _, "notes"]:
                return 201, self.note(state.add(body["body"])), {}
            case ("PUT" | "DELETE") as method, ["projects", "12", "merge_requests", _, "notes", id]:
                found = next((each for each in state.comments if str(each["id"]) == id), None)
                if found is None:
                    return 404, {"message": "404 Not found"}, {}
                if method == "DELETE":
                    state.comments.remove(found)
                    return 204, None, {}
                found["body"] = body["body"]
                return 200, self.note(found), {}
        state.strangers.append(f"{self.command} {path}")
        return 404, {"message": "404 Not found"}, {}

    def note(self, given: dict[str, Any]) -> dict[str, Any]:
        mine = given["login"] == self.server.state.login
        return {"id": given["id"], "body": given["body"], "author": {"id": 7 if mine else 8}, "system": False}


class Server(ThreadingHTTPServer):
    """One host."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.state, self.lock = State(), threading.Lock()
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is no error of ours."""


@contextmanager
def serving(handler: type[Handler]) -> Iterator[Server]:
    """A host that answers until the end of the block."""
    server = Server(handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def unlucky(seed: int) -> Callable[[str, str], Failure]:
    """One request in five fails: limits, broken gateways, cut connections, before or after the work."""
    chance = random.Random(seed)
    ways: list[Failure] = [
        ("403", {"Retry-After": "1"}),
        ("403", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}),
        ("429", {}),
        ("500", {}),
        ("502", {}),
        ("503", {"Retry-After": "2"}),
        ("cut", {}),
        ("cut-after", {}),
    ]
    return lambda method, path: chance.choice(ways) if chance.random() < 0.2 else None
