"""Pylons' web framework, whose package is called ``pyramid`` too, under waitress.

Argument: the number of the listening socket.
"""

import socket
import sys
import threading

import business
from pyramid.config import Configurator
from pyramid.response import Response
from waitress import serve


def answer(body):
    response = Response(body) if isinstance(body, str) else Response(app_iter=body)
    response.headers.extend(business.CORS)
    return response


def page(request):
    business.log(request.params["key"], "page")
    return answer(business.PAGE)


def call(request):
    key = request.params["key"]
    business.log(key, "call")
    return answer(business.CALLS[request.matchdict["name"]](key))


def rows(request):
    return answer(text.encode() for text in business.rows(request.params["key"]))


def mail(request):
    key = request.params["key"]
    thread = threading.Thread(target=business.mail, args=(key,))
    thread.start()
    thread.join()
    return answer("sent")


def application():
    config = Configurator()
    for name, view in (("page", page), ("call/rows", rows), ("call/mail", mail), ("call/{name}", call)):
        config.add_route(name, f"/{name}")
        config.add_view(view, route_name=name)
    return config.make_wsgi_app()


if __name__ == "__main__":
    serve(application(), sockets=[socket.socket(fileno=int(sys.argv[1]))], threads=8, _quiet=True)
