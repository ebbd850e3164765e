"""Strings are folded as far as they are known."""

import pytest

SOURCE = """
import os
from enum import Enum
BASE = "/api"
class Settings:
    PREFIX: str = "/v1"
settings = Settings()
class Role(Enum):
    ADMIN = "admin"
def version(): return "v2"
TABLE = {"users": "/users"}
def f(name):
    use(%s)
def use(x): ...
"""


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"plain"', "plain"),
        ('f"{BASE}/items"', "/api/items"),
        ('f"{BASE}/{name}/x"', "/api/\0/x"),
        ('BASE + settings.PREFIX + "/x"', "/api/v1/x"),
        ('"%s/%s" % (BASE, name)', "/api/\0"),
        ('"{}/{x}".format(BASE, x="y")', "/api/y"),
        ('"/".join([BASE, "a"])', "/api/a"),
        ('TABLE["users"]', "/users"),
        ('"/" + version()', "/v2"),
        ('os.environ["X"]', None),
    ],
)
def test_folds(link, expression, text):
    linked = link({"a.py": SOURCE % expression})
    call = linked.find("a.f", "use()")
    found = linked.program.text("a.f", call.operands[1])
    assert (found.pattern if found else None) == text
