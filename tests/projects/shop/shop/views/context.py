"""What the views share: the user, the cart and the pages' common flags."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import abort, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from ..database import request_session
from ..models import Product, User
from ..permissions import Role, can_manage_orders, can_see_reports
from ..pricing import CouponTerms, Line
from ..repository import Repository
from ..shipping import REGIONS

View = Callable[..., Any]


def repository() -> Repository:
    return Repository(request_session())


def now() -> datetime:
    return current_app.config["CLOCK"]()


def current_user() -> User | None:
    user_id = session.get("user")
    return repository().user(user_id) if user_id is not None else None


def signed_in_user() -> User:
    return current_user() or abort(401)


def current_role() -> Role:
    user = current_user()
    return user.role if user else Role.GUEST


def requires(allowed: Callable[[Role], bool]) -> Callable[[View], View]:
    """Send guests to the login page and refuse everybody else not allowed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            role = current_role()
            if allowed(role):
                return view(*args, **kwargs)
            return login_first() if role is Role.GUEST else abort(403)

        return guarded

    return decorate


def login_first() -> Response:
    return redirect(url_for("account.login", next=request.path))


def product_or_404(sku: str) -> Product:
    return repository().product(sku) or abort(404)


def cart_lines() -> list[Line]:
    products = (
        (repository().product(sku), n) for sku, n in session.get("cart", {}).items()
    )
    return [product.line(n) for product, n in products if product]


def cart_coupon() -> CouponTerms | None:
    code = session.get("coupon")
    coupon = repository().coupon(code) if code else None
    return coupon.terms if coupon else None


def cart_region() -> str:
    return session.get("region", "domestic")


def page_context() -> dict[str, Any]:
    user = current_user()
    role = user.role if user else Role.GUEST
    return {
        "user": user,
        "regions": REGIONS,
        "cart_count": sum(session.get("cart", {}).values()),
        "show_orders_link": can_manage_orders(role),
        "show_reports_link": can_see_reports(role),
    }
