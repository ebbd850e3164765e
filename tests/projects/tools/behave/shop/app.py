from flask import Flask, request, jsonify

app = Flask(__name__)
prices = {"apple": 3}


def total(items, member=False):
    amount = sum(prices[name] * count for name, count in items.items())
    return amount * 0.9 if member else amount


@app.post("/cart")
def cart():
    data = request.get_json()
    return jsonify(total=total(data["items"], data.get("member", False)))


@app.get("/")
def home():
    return "<h1>Shop</h1>"
