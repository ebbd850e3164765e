"""Starlette by itself."""

import business
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route


async def page(request):
    business.log(request.query_params["key"], "page")
    return HTMLResponse(business.PAGE)


def call(request):
    key = request.query_params["key"]
    business.log(key, "call")
    return PlainTextResponse(business.CALLS[request.path_params["name"]](key))


async def rows(request):
    return StreamingResponse(business.rows(request.query_params["key"]), media_type="text/plain")


async def mail(request):
    key = request.query_params["key"]
    return PlainTextResponse("sent", background=BackgroundTask(business.mail, key))


app = Starlette(
    routes=[
        Route("/page", page),
        Route("/call/rows", rows),
        Route("/call/mail", mail),
        Route("/call/{name}", call),
    ],
    middleware=[Middleware(CORSMiddleware, allow_origins=["*"])],
)
