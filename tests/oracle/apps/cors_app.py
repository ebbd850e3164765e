"""Answers other origins as strictly as servers do, and logs every request with what it was told.

Argument: the number of the listening socket.  ``/page?other=ORIGIN`` asks the other origin in every
way that a browser treats differently, and shows which answers it was given.
"""

import os
import socket
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

_LOG = os.open(os.environ["ORACLE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
PAGE = """<!doctype html><title>origins</title><pre id="said"></pre>
<script>
const other = new URLSearchParams(location.search).get("other"), json = {"Content-Type": "application/json"};
const calls = [
  ["/open/get"], ["/closed/get"], ["/open/get", {headers: {"X-Own": "1"}}],
  ["/open/post", {method: "POST", body: "plain"}],
  ["/open/post", {method: "POST", body: "{}", headers: json}],
  ["/closed/post", {method: "POST", body: "{}", headers: json}],
  ["/open/put", {method: "PUT"}], ["/reading/put", {method: "PUT"}], ["/closed/delete", {method: "DELETE"}],
  ["/reading/get", {headers: {"X-Own": "1"}}],
  ["/open/get", {credentials: "include"}], ["/trusting/get", {credentials: "include"}],
  ["/trusting/put", {method: "PUT", credentials: "include"}],
  ["/kept/put", {method: "PUT"}], ["/kept/put", {method: "PUT"}],
  ["/moved/get"], ["/open/get", {mode: "no-cors"}],
];
(async () => {
  const said = [];
  for (const [path, options] of calls)
    said.push(await fetch(other + path, options).then(a => a.type + " " + a.status, () => "refused"));
  const image = new Image(), loaded = new Promise(done => { image.onload = image.onerror = done; });
  image.src = other + "/closed/image";
  await loaded;
  document.querySelector("#said").textContent = said.join(", ") + " done";
})();
</script>"""
#: First part of the path → what other origins are allowed.  A browser asks before it sends any header
#: but a few; ``Allow-Headers`` never names one that the page itself does not send.
_STAR = [("Access-Control-Allow-Origin", "*")]
_ALL = [("Access-Control-Allow-Methods", "PUT"), ("Access-Control-Allow-Headers", "content-type, x-own")]


def allowed(place, origin):
    trusted = [("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true")]
    return {
        "open": [*_STAR, *_ALL, ("Access-Control-Max-Age", "0")],
        "reading": _STAR,
        "trusting": [*trusted, *_ALL, ("Access-Control-Max-Age", "0")],
        "kept": [*_STAR, *_ALL, ("Access-Control-Max-Age", "600")],
        "moved": _STAR,
    }.get(place, [])


def application(environ, start_response):
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    place = path.split("/")[1]
    if place != "favicon.ico":
        asked = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS", "")
        os.write(_LOG, f"{method} {path} {asked}\n".encode())
    headers = allowed(place, environ.get("HTTP_ORIGIN", ""))
    if place == "page":
        start_response("200 OK", [("Content-Type", "text/html")])
        return [PAGE.encode()]
    status = "302 Found" if place == "moved" else "204 No Content" if method == "OPTIONS" else "200 OK"
    start_response(status, [*headers, ("Cache-Control", "no-store"), ("Location", "/open/get")])
    return [b""]


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main(number):
    server = Server(("127.0.0.1", 0), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = socket.socket(fileno=number)
    server.server_name, server.server_port = "127.0.0.1", server.socket.getsockname()[1]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
