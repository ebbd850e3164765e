from flask import Flask, jsonify, request

app = Flask(__name__)
ITEMS = {3: "tea"}


@app.get("/items/<int:number>")
def item(number):
    return jsonify(name=ITEMS[number])


@app.post("/items")
def add():
    ITEMS[len(ITEMS)] = request.json["name"]
    return jsonify(count=len(ITEMS)), 201
