"""The pages for the staff."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ..models import Order
from ..orders import (
    NEXT_STEP,
    InvalidTransition,
    OrderState,
    can_transition,
    transition,
)
from ..permissions import (
    can_edit_product,
    can_manage_orders,
    can_refund,
    can_see_reports,
)
from ..validation import ValidationError, parse_price
from .context import current_role, product_or_404, repository, requires

bp = Blueprint("admin", __name__, url_prefix="/admin")

STATE_NAMES = {state.value for state in OrderState}


@bp.get("/orders")
@requires(can_manage_orders)
def orders() -> str:
    rows = [order_row(order) for order in repository().orders()]
    return render_template("admin_orders.html", rows=rows)


def order_row(order: Order) -> dict[str, object]:
    refundable = can_transition(order.state, OrderState.REFUNDED)
    return {
        "order": order,
        "next_step": NEXT_STEP.get(order.state),
        "may_refund": can_refund(current_role()) and refundable,
    }


@bp.post("/orders/<int:number>/state")
@requires(can_manage_orders)
def change_state(number: int) -> Response:
    if (wanted := request.form["state"]) not in STATE_NAMES:
        abort(400)
    target = OrderState(wanted)
    if target is OrderState.REFUNDED and not can_refund(current_role()):
        abort(403)
    order = repository().order(number) or abort(404)
    try:
        repository().set_state(order, transition(order.state, target))
    except InvalidTransition as error:
        flash(str(error), "error")
    else:
        flash(f"Order {number} is now {target.value}.", "success")
    return redirect(url_for(".orders"))


@bp.get("/products/<sku>")
@requires(can_edit_product)
def edit_product(sku: str) -> str:
    return render_template("admin_product.html", product=product_or_404(sku))


@bp.post("/products/<sku>")
@requires(can_edit_product)
def save_product(sku: str) -> Response:
    product = product_or_404(sku)
    try:
        repository().set_price(product, parse_price(request.form.get("price", "")))
    except ValidationError as error:
        flash(str(error), "error")
        return redirect(url_for(".edit_product", sku=sku))
    return redirect(url_for("catalog.product", sku=sku))


@bp.get("/reports")
@requires(can_see_reports)
def reports() -> str:
    return render_template("reports.html", revenue=repository().revenue_by_product())
