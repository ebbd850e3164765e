"""Tasks of a queue that log what they ran, under the key that they are given.

``tasks.py send COUNT`` sends for each of COUNT labels, and once for none, as a request would; the
broker is a folder.  The worker is Celery's own.
"""

import os
import sys

from celery import Celery, chain

FOLDER = os.environ["QUEUE"]
app = Celery("tasks")
app.conf.update(
    broker_url="filesystem://",
    broker_transport_options={
        "data_folder_in": FOLDER,
        "data_folder_out": FOLDER,
        "control_folder": os.path.join(FOLDER, "control"),
    },
    result_backend=f"file://{FOLDER}/results",
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=False,
    task_always_eager=bool(os.environ.get("EAGER")),
)


def log(key, name):
    with open(os.environ["ORACLE"], "a") as file:
        file.write(f"{key}\t{name}\n")


def application(environ, start_response):
    """Two tasks in a row, one that fails once, one that sends another."""
    key = environ["QUERY_STRING"]
    log(key, "application")
    yield chain(first.s(key), second.si(key)).apply_async().id
    yield retried.delay(key).id
    yield parent.delay(key).id


@app.task
def first(key):
    log(key, "first")
    plain(key)


def plain(key):
    log(key, "plain")


@app.task
def second(key):
    log(key, "second")


@app.task(bind=True, default_retry_delay=0)
def retried(self, key):
    log(key, "retried")
    if not self.request.retries:
        raise self.retry(countdown=0)
    after_retry(key)


def after_retry(key):
    log(key, "after_retry")


@app.task
def parent(key):
    log(key, "parent")
    child.delay(key)


@app.task
def child(key):
    log(key, "child")


def send(count):
    for number in range(count + 1):
        key = f"{7:08x}-{number:08x}" if number < count else ""
        headers = {"HTTP_CONTENT_LANGUAGE": f"x-pyr-{key}"} if key else {}
        list(application({"QUERY_STRING": key, **headers}, None))


if __name__ == "__main__":
    import tasks  # the worker's name for this file

    tasks.send(int(sys.argv[2]))
