"""One engine for the application, one session for each request."""

from __future__ import annotations

from flask import Flask, current_app, g
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from .models import Base


def init_app(app: Flask) -> None:
    engine = create_engine(app.config["DATABASE_URL"])
    Base.metadata.create_all(engine)
    app.extensions["engine"] = engine
    app.teardown_appcontext(close_session)


def open_session(app: Flask) -> Session:
    return Session(app.extensions["engine"], expire_on_commit=False)


def request_session() -> Session:
    if "db" not in g:
        g.db = open_session(current_app)
    return g.db


def close_session(_error: BaseException | None) -> None:
    session = g.pop("db", None)
    if session is not None:
        session.close()
