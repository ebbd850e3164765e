"""The range of goods."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from ..permissions import can_edit_product
from ..stock import is_sellable, stock_label
from .context import current_role, product_or_404, repository

bp = Blueprint("catalog", __name__, url_prefix="/products")


@bp.get("/")
def index() -> str:
    search = request.args.get("q", "").strip()
    sort = request.args.get("sort", "name")
    products = repository().products(search, sort)
    return render_template("catalog.html", products=products, search=search, sort=sort)


@bp.get("/<sku>")
def product(sku: str) -> str:
    product = product_or_404(sku)
    return render_template(
        "product.html",
        product=product,
        stock_label=stock_label(product.stock),
        can_buy=is_sellable(product.stock),
        can_edit=can_edit_product(current_role()),
    )
