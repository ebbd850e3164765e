"""The order of the files does not matter."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyramid.link import connect, resolve
from pyramid.rulebook.knowledge import Knowledge

FILES = {
    "a.py": "from b import B\nfrom c import make\nclass A(B):\n    def go(self): return make(self).go()\n",
    "b.py": "import c\nclass B:\n    def go(self): return c.make(B())\n",
    "c.py": "def make(x):\n    x.go()\n    return x\n",
    "d.py": "from a import *\ndef main():\n    A().go()\n    make(A())\n",
}


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(sorted(FILES)))
def test_any_order_gives_the_same_graph(tree, order):
    graph = connect(resolve(tree({path: FILES[path] for path in order}), Knowledge()))
    expected = connect(resolve(tree(FILES), Knowledge()))
    assert list(graph.edges()) == list(expected.edges())
