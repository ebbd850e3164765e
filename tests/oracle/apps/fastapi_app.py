"""FastAPI: handlers of both kinds, a stream, tasks and background tasks."""

import asyncio

import business
from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.cors import CORSMiddleware

app = FastAPI()


async def through(request, call_next):
    return await call_next(request)


app.add_middleware(BaseHTTPMiddleware, dispatch=through)
app.add_middleware(CORSMiddleware, allow_origins=["*"])


@app.get("/page", response_class=HTMLResponse)
async def page(key: str):
    business.log(key, "page")
    return business.PAGE


@app.get("/call/rows")
def rows(key: str):
    return StreamingResponse(business.rows(key), media_type="text/plain")


@app.get("/call/mail", response_class=PlainTextResponse)
async def mail(key: str, later: BackgroundTasks):
    later.add_task(business.tax, key)
    task = asyncio.create_task(asyncio.to_thread(business.shipping, key))
    await task
    return await asyncio.get_running_loop().run_in_executor(None, business.mail, key)


@app.get("/call/stock", response_class=PlainTextResponse)
async def stock(key: str):
    await asyncio.sleep(0)
    return business.stock(key)


@app.get("/call/{name}", response_class=PlainTextResponse)
def call(name: str, key: str):
    business.log(key, "call")
    return business.CALLS[name](key)
