"""Classes that answer requests by what they inherit."""

from pyramid.link import connect, resolve
from pyramid.model.layers import Certainty
from pyramid.model.meaning import HttpRequest
from pyramid.rulebook.knowledge import Knowledge

VIEWS = """
from framework import DetailView

class Shown(DetailView):
    def extra(self): ...
    def context(self): ...

class Page(Shown):
    name = "page"
    def context(self): return price()
    class Meta:
        def inner(self): ...

class Plain:
    def context(self): ...

def price(): ...
"""


def graph(tree, handler: str):
    request = HttpRequest(
        scope="t.test", path="t.py", line=1, method="GET", url="/", channel="client", handlers=(handler,)
    )
    return connect(resolve(tree({"v.py": VIEWS, "t.py": "def test(): ...\n"}), Knowledge()), (), (request,))


def test_the_framework_calls_what_a_view_overrides(tree) -> None:
    found = graph(tree, "v.Page")
    edges = {(edge.callee, edge.via, edge.certainty) for edge in found.callees("v.Page")}
    assert edges == {
        ("v.Page.context", "hook", Certainty.LIKELY),
        ("v.Shown.extra", "hook", Certainty.LIKELY),
    }
    assert "v.price" in found.reached_from("t.test")


def test_no_framework_no_hooks(tree) -> None:
    assert graph(tree, "v.Plain").callees("v.Plain") == ()
    assert graph(tree, "v.price").callees("v.price") == ()
