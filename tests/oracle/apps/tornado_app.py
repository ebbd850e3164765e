"""Tornado with a server of its own.  Argument: the number of the listening socket."""

import asyncio
import socket
import sys

import business
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler


def page(key):
    business.log(key, "page")
    return business.PAGE


def call(key, name):
    business.log(key, "call")
    return business.CALLS[name](key)


class Base(RequestHandler):
    def set_default_headers(self):
        for name, value in business.CORS:
            self.set_header(name, value)


class Page(Base):
    def get(self):
        self.write(page(self.get_argument("key")))


class Call(Base):
    def get(self, name):
        self.write(call(self.get_argument("key"), name))


class Rows(Base):
    async def get(self):
        for text in business.rows(self.get_argument("key")):
            self.write(text)
            await self.flush()


class Mail(Base):
    async def get(self):
        key = self.get_argument("key")
        await asyncio.create_task(asyncio.to_thread(business.shipping, key))
        self.write(await asyncio.get_running_loop().run_in_executor(None, business.mail, key))


async def main(number):
    listening = socket.socket(fileno=number)
    listening.setblocking(False)
    routes = [("/page", Page), ("/call/rows", Rows), ("/call/mail", Mail), (r"/call/(\w+)", Call)]
    HTTPServer(Application(routes)).add_sockets([listening])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
