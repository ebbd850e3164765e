"""The application factory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from flask import Flask, redirect, url_for
from werkzeug.wrappers import Response

from . import database
from .payments import HttpGateway
from .pricing import format_money
from .views import account, admin, api, cart, catalog, checkout
from .views.context import page_context


def utc_now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(
        SECRET_KEY="only-for-development",
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        DATABASE_URL="sqlite:///kettle.db",
        PAYMENT_URL="https://payments.example.test/charges",
        CLOCK=utc_now,
    )
    app.config.update(config or {})
    app.config.setdefault("GATEWAY", HttpGateway(app.config["PAYMENT_URL"]))
    database.init_app(app)
    for module in (account, admin, api, cart, catalog, checkout):
        app.register_blueprint(module.bp)
    app.add_url_rule("/", view_func=home)
    app.add_template_filter(format_money, "money")
    app.context_processor(page_context)
    return app


def home() -> Response:
    return redirect(url_for("catalog.index"))
