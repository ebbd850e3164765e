"""From the cart to a paid order."""

from __future__ import annotations

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from ..payments import PaymentDeclined
from ..permissions import can_check_out
from ..pricing import order_total
from ..stock import OutOfStock
from ..validation import address_problems, note_problem
from .context import (
    cart_coupon,
    cart_lines,
    cart_region,
    now,
    repository,
    requires,
    signed_in_user,
)

bp = Blueprint("checkout", __name__, url_prefix="/checkout")

ADDRESS_FIELDS = ("name", "street", "postcode", "city")


@bp.get("/")
@requires(can_check_out)
def form() -> str | Response:
    if not cart_lines():
        flash("Your cart is empty.", "error")
        return redirect(url_for("cart.show"))
    return show_form({})


def show_form(problems: dict[str, str]) -> str:
    totals = order_total(cart_lines(), cart_region(), cart_coupon())
    return render_template(
        "checkout.html", totals=totals, problems=problems, values=request.form
    )


@bp.post("/")
@requires(can_check_out)
def place() -> str | Response | tuple[str, int]:
    problems = form_problems()
    if problems:
        return show_form(problems), 422
    try:
        number = pay_and_place()
    except (PaymentDeclined, OutOfStock) as error:
        flash(f"The order was not placed: {error}", "error")
        return redirect(url_for(".form"))
    session["cart"] = {}
    session.pop("coupon", None)
    return redirect(url_for(".done", number=number))


def form_problems() -> dict[str, str]:
    problems = address_problems(request.form, cart_region())
    if problem := note_problem(request.form.get("note", "")):
        problems["note"] = problem
    return problems


def pay_and_place() -> int:
    lines = cart_lines()
    total = order_total(lines, cart_region(), cart_coupon()).total
    payment = current_app.config["GATEWAY"].charge(total, request.form.get("card", ""))
    address = ", ".join(request.form[field].strip() for field in ADDRESS_FIELDS)
    order = repository().place_order(
        signed_in_user(),
        lines,
        total,
        ship_to=address,
        payment=payment,
        placed_at=now(),
    )
    return order.number


@bp.get("/done/<int:number>")
@requires(can_check_out)
def done(number: int) -> str:
    return render_template("done.html", number=number)
