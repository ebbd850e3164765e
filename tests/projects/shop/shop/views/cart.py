"""The shopping cart, kept in the session cookie."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from ..pricing import coupon_problem, order_total, subtotal
from ..shipping import REGIONS, missing_for_free
from ..stock import stock_problem
from ..validation import (
    ValidationError,
    coupon_code_problem,
    normalise_coupon,
    parse_quantity,
)
from .context import (
    cart_coupon,
    cart_lines,
    cart_region,
    now,
    product_or_404,
    repository,
)

bp = Blueprint("cart", __name__, url_prefix="/cart")


@bp.get("/")
def show() -> str:
    lines = cart_lines()
    totals = order_total(lines, cart_region(), cart_coupon())
    goods = totals.subtotal - totals.discount
    return render_template(
        "cart.html",
        lines=lines,
        totals=totals,
        coupon=cart_coupon(),
        region=cart_region(),
        missing_for_free=missing_for_free(goods, cart_region()),
    )


@bp.post("/items")
def add() -> Response:
    product = product_or_404(request.form["sku"])
    in_cart = session.get("cart", {}).get(product.sku, 0)
    try:
        quantity = parse_quantity(request.form.get("quantity", ""))
    except ValidationError as error:
        return refuse(product.sku, str(error))
    if problem := stock_problem(product.stock, product.name, in_cart + quantity):
        return refuse(product.sku, problem)
    session["cart"] = session.get("cart", {}) | {product.sku: in_cart + quantity}
    flash(f"Added {quantity} × {product.name}.", "success")
    return redirect(url_for(".show"))


def refuse(sku: str, problem: str) -> Response:
    flash(problem, "error")
    return redirect(url_for("catalog.product", sku=sku))


@bp.post("/items/<sku>/remove")
def remove(sku: str) -> Response:
    session["cart"] = {k: n for k, n in session.get("cart", {}).items() if k != sku}
    return redirect(url_for(".show"))


@bp.post("/coupon")
def apply_coupon() -> Response:
    code = normalise_coupon(request.form.get("code", ""))
    problem = coupon_code_problem(code) or coupon_refusal(code)
    if problem:
        session.pop("coupon", None)
        flash(problem, "error")
    else:
        session["coupon"] = code
        flash(f"Coupon {code} applied.", "success")
    return redirect(url_for(".show"))


def coupon_refusal(code: str) -> str | None:
    coupon = repository().coupon(code)
    terms = coupon.terms if coupon else None
    return coupon_problem(terms, subtotal(cart_lines()), now().date())


@bp.post("/region")
def choose_region() -> Response:
    region = request.form.get("region", "")
    if region not in REGIONS:
        abort(400)
    session["region"] = region
    return redirect(url_for(".show"))
