"""aiohttp with a server of its own.  Argument: the number of the listening socket."""

import asyncio
import socket
import sys

import business
from aiohttp import web


async def page(request):
    business.log(request.query["key"], "page")
    return web.Response(text=business.PAGE, content_type="text/html")


async def call(request):
    key = request.query["key"]
    business.log(key, "call")
    return web.Response(text=business.CALLS[request.match_info["name"]](key), headers=dict(business.CORS))


async def rows(request):
    response = web.StreamResponse(headers=dict(business.CORS))
    await response.prepare(request)
    for text in business.rows(request.query["key"]):
        await response.write(text.encode())
    return response


async def mail(request):
    key = request.query["key"]
    await asyncio.create_task(asyncio.to_thread(business.shipping, key))
    said = await asyncio.get_running_loop().run_in_executor(None, business.mail, key)
    return web.Response(text=said, headers=dict(business.CORS))


def main(number):
    app = web.Application()
    app.add_routes([web.get("/page", page), web.get("/call/rows", rows), web.get("/call/mail", mail)])
    app.add_routes([web.get("/call/{name}", call)])
    web.run_app(app, sock=socket.socket(fileno=number), print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
