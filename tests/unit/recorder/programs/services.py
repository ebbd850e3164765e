"""Two services, of which one asks the other; what passes the label on is OpenTelemetry's own baggage."""

import os

import requests
from flask import Flask, request


def log(key, name):
    with open(os.environ["ORACLE"], "a") as file:
        file.write(f"{key}\t{name}\n")


front, back = Flask("front"), Flask("back")


@front.get("/")
def shop():
    log(request.args["key"], "shop")
    return requests.get(f"{os.environ['BACK']}/?key={request.args['key']}", timeout=60).text


@back.get("/")
def stock():
    log(request.args["key"], "stock")
    return request.headers.get("baggage", "")
