"""Flask: threads, a pool, a stream."""

import threading
from concurrent.futures import ThreadPoolExecutor

import business
from flask import Flask, Response, request

app = Flask(__name__)
POOL = ThreadPoolExecutor(2)


@app.get("/page")
def page():
    business.log(request.args["key"], "page")
    return business.PAGE


@app.get("/call/<name>")
def call(name):
    key = request.args["key"]
    business.log(key, "call")
    return business.CALLS[name](key)


@app.get("/call/rows")
def rows():
    return Response(business.rows(request.args["key"]), mimetype="text/plain")


@app.get("/call/mail")
def mail():
    key = request.args["key"]
    thread = threading.Thread(target=business.shipping, args=(key,))
    thread.start()
    thread.join()
    return POOL.submit(business.mail, key).result()


@app.after_request
def cors(response):
    response.headers.extend(business.CORS)
    return response
