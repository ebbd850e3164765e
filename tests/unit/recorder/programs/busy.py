"""Answers requests in every way that Python has, 32 at a time, and logs what it ran.

The key in the log is an explicit argument of every function, "" for a request without a label; no
function looks at a header.  Arguments: the number of labels.
"""

import asyncio
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 32
POOL = ThreadPoolExecutor(8)
_LOCK = threading.Lock()
_LOG = open(os.environ["ORACLE"], "a")  # noqa: SIM115


def log(key, name):
    with _LOCK:
        _LOG.write(f"{key}\t{name}\n")


def wsgi(environ, start_response):
    key = environ["QUERY_STRING"]
    log(key, "wsgi")
    page(key)
    POOL.submit(pooled, key).result()
    thread = threading.Thread(target=threaded, args=(key,))
    thread.start()
    thread.join()
    start_response("200 OK", [])
    return streamed(key)


def page(key):
    log(key, "page")
    if not key:
        bare(key)


def bare(key):
    """Only for requests without a label: no label may have it."""
    log(key, "bare")


def pooled(key):
    log(key, "pooled")


def threaded(key):
    log(key, "threaded")
    below(key)


def below(key):
    log(key, "below")


def streamed(key):
    log(key, "streamed")
    yield b"begin"
    chunk(key)
    yield b"end"


def chunk(key):
    log(key, "chunk")


class Asgi:
    """Two layers, as frameworks stack them."""

    async def __call__(self, scope, receive, send):
        await inner(dict(scope), receive, send)


async def inner(scope, receive, send):
    key = scope["query_string"].decode()
    log(key, "inner")
    await asyncio.sleep(0)
    page(key)
    task = asyncio.create_task(tasked(key))
    await asyncio.to_thread(in_thread, key)
    await asyncio.get_running_loop().run_in_executor(POOL, in_executor, key)
    async for _ in astreamed(key):
        await asyncio.sleep(0)
    await task
    background = asyncio.create_task(later(key))
    await send({"type": "http.response.body"})
    await background


async def tasked(key):
    await asyncio.sleep(0)
    log(key, "tasked")


def in_thread(key):
    log(key, "in_thread")


def in_executor(key):
    log(key, "in_executor")


async def astreamed(key):
    log(key, "astreamed")
    yield b"begin"
    await asyncio.sleep(0)
    chunk(key)
    yield b"end"


async def later(key):
    await asyncio.sleep(0)
    log(key, "later")


def keys(count):
    """Each label, with a request without one after it."""
    for number in range(count):
        yield f"{7:08x}-{number:08x}"
        yield ""


def ask_wsgi(key):
    environ = {"QUERY_STRING": key, "HTTP_HOST": "here"}
    if key:
        environ["HTTP_CONTENT_LANGUAGE"] = f"x-pyr-{key}"
    for _ in wsgi(environ, lambda status, headers: None):
        pass


async def ask_asgi(application, key):
    headers = [(b"host", b"here")] + ([(b"content-language", b"x-pyr-" + key.encode())] if key else [])
    scope = {"type": "http", "query_string": key.encode(), "headers": headers}

    async def send(message):
        await asyncio.sleep(0)

    await application(scope, None, send)


async def ask_all(count):
    left, application = keys(count), Asgi()

    async def worker():
        for key in left:
            await ask_asgi(application, key)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


def main(count):
    left, lock = keys(count), threading.Lock()

    def worker():
        while True:
            with lock:
                key = next(left, None)
            if key is None:
                return
            ask_wsgi(key)

    workers = [threading.Thread(target=worker) for _ in range(AT_ONCE)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    asyncio.run(ask_all(count))
    _LOG.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
