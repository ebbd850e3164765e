from flask import Flask, jsonify, redirect, render_template, request, session

from shop.pricing import shown, total

app = Flask(__name__)
PRICES = {"tea": 450, "cup": 1250}


@app.get("/login")
def login():
    return render_template("login.html", error="")


@app.post("/login")
def enter():
    name = request.form["user"]
    if name not in ("ann", "bob"):
        return render_template("login.html", error="Unknown user"), 401
    session["user"] = name
    return redirect("/cart")


@app.get("/cart")
def cart():
    prices = [PRICES[item] for item in session.get("items", [])]
    return render_template("cart.html", total=shown(total(prices, session.get("voucher", ""))))


@app.get("/item")
def item_page():
    return render_template("item.html")


@app.get("/api/items/<name>")
def item(name):
    if name not in PRICES:
        return jsonify(error="no such item"), 404
    return jsonify(name=name, price=PRICES[name])


@app.post("/api/cart")
def add():
    session.setdefault("items", []).append(request.json["name"])
    return jsonify(total=total([PRICES[each] for each in session["items"]])), 201
