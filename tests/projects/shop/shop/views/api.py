"""The JSON API."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..models import Product
from ..permissions import Role, can_see_order
from ..pricing import order_total
from ..shipping import REGIONS
from ..stock import stock_label
from ..validation import ValidationError, parse_quantity
from .context import current_role, current_user, repository

bp = Blueprint("api", __name__, url_prefix="/api")


def product_json(product: Product) -> dict[str, Any]:
    return {
        "sku": product.sku,
        "name": product.name,
        "price": str(product.price),
        "stock": stock_label(product.stock),
    }


def problem(message: str, status: int) -> ResponseReturnValue:
    return jsonify(error=message), status


@bp.get("/products")
def products() -> ResponseReturnValue:
    found = repository().products(request.args.get("q", ""))
    return jsonify(products=[product_json(product) for product in found])


@bp.get("/products/<sku>")
def product(sku: str) -> ResponseReturnValue:
    found = repository().product(sku)
    return jsonify(product_json(found)) if found else problem("No such product.", 404)


@bp.post("/quote")
def quote() -> ResponseReturnValue:
    body = request.get_json()
    found = repository().product(body.get("sku", ""))
    region = body.get("region", "domestic")
    if found is None or region not in REGIONS:
        return problem("Unknown product or region.", 404)
    try:
        line = found.line(parse_quantity(str(body.get("quantity", ""))))
    except ValidationError as error:
        return problem(str(error), 400)
    totals = order_total([line], region)
    return jsonify({name: str(amount) for name, amount in vars(totals).items()})


@bp.get("/orders/<int:number>")
def order(number: int) -> ResponseReturnValue:
    user = current_user()
    found = repository().order(number)
    owns_it = user is not None and found is not None and found.user_id == user.id
    if current_role() is Role.GUEST:
        return problem("Please log in.", 401)
    if found is None or not can_see_order(current_role(), owns_it):
        return problem("No such order.", 404)
    return jsonify(number=found.number, state=found.state.value, total=str(found.total))
