"""What waits is walked once, in the order of first walks; files that nobody imports come last."""

from pyramid.link.engine import Engine
from pyramid.link.schedule import WorkList, stages
from pyramid.link.statements import walk_scope
from pyramid.rulebook.knowledge import Knowledge

FILES = {
    "shop/__init__.py": "",
    "shop/cart.py": "from .money import add\ndef total(): return add(1, 2)\n",
    "shop/money.py": "def add(a, b): return a\n",
    "tests/test_cart.py": "from shop import cart\ndef test_total(): assert cart.total() == 1\n",
}


def test_what_finished_first_comes_first_and_once(tree):
    engine = Engine(tree(FILES), Knowledge(), walk_scope)
    callee, caller = engine.scopes["shop.money.add"], engine.scopes["shop.cart.total"]
    callee.finished, caller.finished = 1, 2
    waiting = WorkList()
    for scope in (caller, callee, caller):
        waiting.add(scope)
    taken = []
    while (scope := waiting.take()) is not None:
        scope.queued = False
        taken.append(scope)
    assert taken == [callee, caller]


def test_what_was_walked_meanwhile_does_not_wait_any_more(tree):
    engine = Engine(tree(FILES), Knowledge(), walk_scope)
    scope = engine.scopes["shop.money.add"]
    waiting = WorkList()
    waiting.add(scope)
    scope.queued = False
    assert waiting.take() is None


def test_imported_modules_come_before_those_that_nobody_imports(tree):
    engine = Engine(tree(FILES), Knowledge(), walk_scope)
    used, rest = stages(engine.by_path, engine.meant)
    assert used == ["shop/__init__.py", "shop/cart.py", "shop/money.py"]
    assert rest == ["tests/test_cart.py"]


def test_a_test_is_walked_once_when_what_it_calls_has_settled(tree):
    engine = Engine(tree(FILES), Knowledge(), walk_scope)
    engine.solve()
    assert engine.scopes["tests.test_cart.test_total"].walks == 1
