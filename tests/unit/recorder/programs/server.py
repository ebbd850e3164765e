"""A WSGI server of the standard library that logs what it ran.  Arguments: how it is served.

``plain`` serves in one process; ``preload`` forks two workers after the application was loaded, and
starts another for each that ends.  ``/page?KEY`` answers, ``/end?KEY`` answers and ends the worker.
"""

import os
import signal
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


def log(key, name):
    with open(os.environ["ORACLE"], "a") as file:
        file.write(f"{key}\t{name}\n")


def application(environ, start_response):
    key = environ["QUERY_STRING"]
    page(key)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Body(key, environ["PATH_INFO"] == "/end")


def page(key):
    log(key, "page")


class Body:
    """Says which process answers; one that is the last of its worker ends it when it was sent."""

    def __init__(self, key, is_last):
        self.key = key
        self.is_last = is_last

    def __iter__(self):
        yield str(os.getpid()).encode()

    def close(self):
        if self.is_last:
            recycled(self.key)


def recycled(key):
    log(key, "recycled")
    os._exit(0)


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def listen():
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    return server


def preload(server):
    children = {fork(server) for _ in range(2)}
    signal.signal(signal.SIGTERM, lambda *_: end(children))
    signal.signal(signal.SIGINT, lambda *_: end(children))
    say(server)
    while True:
        child, _ = os.wait()
        children.discard(child)
        children.add(fork(server))


def fork(server):
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        server.serve_forever()
    return child


def end(children):
    for child in children:
        os.kill(child, signal.SIGKILL)
    os._exit(0)


def say(server):
    print(server.server_port, flush=True)


if __name__ == "__main__":
    serving = listen()
    if sys.argv[1] == "preload":
        preload(serving)
    say(serving)
    serving.serve_forever()
