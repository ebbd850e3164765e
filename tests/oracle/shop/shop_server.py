"""A plugin for the shop's own suite: its server is gunicorn, in processes of its own.

The suite starts its server with ``werkzeug.serving.make_server``; nothing else of it is touched.  One
gunicorn serves all tests of a process; which database is the current test's stands in a file.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import werkzeug.serving

HERE = str(Path(__file__).resolve().parent)


class Gunicorn:
    """As much of a werkzeug server as the suite asks for."""

    _port = 0
    _current = Path(tempfile.mkdtemp()) / "database"

    def __init__(self, host, port, app, **options):
        self._over = threading.Event()
        new = self._current.with_suffix(".new")
        new.write_text(app.config["DATABASE_URL"])
        new.replace(self._current)
        if not Gunicorn._port:
            Gunicorn._port = self._start()
        self.server_port = Gunicorn._port

    def _start(self):
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen(64)
            number = listening.fileno()
            path = os.pathsep.join([os.environ["PYTHONPATH"], os.getcwd(), HERE])
            command = ["--preload", "--threads", "16", "--bind", f"fd://{number}", "shop_wsgi:app"]
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--log-level", "error", *command],
                env={**os.environ, "PYTHONPATH": path, "DATABASE_FILE": str(self._current)},
                pass_fds=(number,),
                start_new_session=True,
            )
            atexit.register(os.killpg, process.pid, signal.SIGKILL)
            return listening.getsockname()[1]

    def serve_forever(self):
        self._over.wait()

    def shutdown(self):
        self._over.set()

    def server_close(self):
        pass


werkzeug.serving.make_server = Gunicorn
