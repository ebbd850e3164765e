"""The shop as gunicorn serves it: the current test's database, and a bank that always pays."""

import os
from functools import cache
from pathlib import Path

from shop import create_app

CURRENT = Path(os.environ["DATABASE_FILE"])


class Bank:
    def charge(self, amount, card):
        return "payment-1"


@cache
def shop(database):
    return create_app({"TESTING": True, "DATABASE_URL": database, "GATEWAY": Bank()})


def app(environ, start_response):
    return shop(CURRENT.read_text())(environ, start_response)
