"""Login and a customer's own orders."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as Redirect

from ..invoice import invoice_filename, invoice_text
from ..models import Order
from ..orders import InvalidTransition, can_cancel, cancel
from ..permissions import can_check_out, can_see_order
from .context import (
    current_role,
    current_user,
    now,
    repository,
    requires,
    signed_in_user,
)

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("/login")
def login() -> str:
    return render_template("login.html", next=request.args.get("next", ""))


@bp.post("/login")
def log_in() -> Redirect | tuple[str, int]:
    user = repository().user_by_email(request.form.get("email", "").strip().lower())
    if user is None or not user.has_password(request.form.get("password", "")):
        flash("E-mail address or password is wrong.", "error")
        return render_template("login.html", next=request.form.get("next", "")), 401
    session["user"] = user.id
    return redirect(local_path(request.form.get("next", "")))


def local_path(target: str) -> str:
    parts = urlsplit(target)
    is_local = target.startswith("/") and not parts.netloc and "\\" not in target
    return target if is_local else url_for("catalog.index")


@bp.post("/logout")
def log_out() -> Redirect:
    session.clear()
    return redirect(url_for("catalog.index"))


@bp.get("/orders")
@requires(can_check_out)
def orders() -> str:
    return render_template(
        "orders.html", orders=repository().orders_of(signed_in_user())
    )


@bp.get("/orders/<int:number>")
@requires(can_check_out)
def order(number: int) -> str:
    order = visible_order(number)
    may_cancel = owns(order) and can_cancel(order.state, order.placed_at, now())
    return render_template("order.html", order=order, may_cancel=may_cancel)


@bp.post("/orders/<int:number>/cancel")
@requires(can_check_out)
def cancel_order(number: int) -> Redirect:
    order = visible_order(number)
    if not owns(order):
        abort(403)
    try:
        repository().set_state(order, cancel(order.state, order.placed_at, now()))
    except InvalidTransition as error:
        flash(str(error), "error")
    else:
        flash(f"Order {number} was cancelled.", "success")
    return redirect(url_for(".order", number=number))


@bp.get("/orders/<int:number>/invoice")
@requires(can_check_out)
def invoice(number: int) -> Response:
    order = visible_order(number)
    response = Response(invoice_text(order), mimetype="text/plain")
    response.headers.set(
        "Content-Disposition", "attachment", filename=invoice_filename(order)
    )
    return response


def visible_order(number: int) -> Order:
    order = repository().order(number) or abort(404)
    if not can_see_order(current_role(), owns(order)):
        abort(403)
    return order


def owns(order: Order) -> bool:
    user = current_user()
    return user is not None and order.user_id == user.id
