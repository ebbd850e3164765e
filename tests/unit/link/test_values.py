"""What names stand for: imports, assignments, classes, calls."""


def test_aliases_and_re_exports_are_followed(link):
    linked = link(
        {
            "src/shop/__init__.py": "from .cart import Cart as Basket\n",
            "src/shop/cart.py": "class Cart:\n    def total(self): return 1\n",
            "tests/test_shop.py": "import shop as s\ndef test_total():\n    s.Basket().total()\n",
        }
    )
    assert linked.callees("tests.test_shop.test_total") == {"shop.cart.Cart.total"}


def test_star_imports_respect_the_names_offered(link):
    linked = link(
        {
            "a.py": "__all__ = ['shown']\ndef shown(): ...\ndef _hidden(): ...\n",
            "b.py": "from a import *\ndef run():\n    shown()\n    _other()\n",
        }
    )
    assert linked.callees("b.run") == {"a.shown"}


def test_a_lookalike_is_not_the_library(link):
    linked = link({"a.py": "class Flask: ...\napp = Flask()\ndef run():\n    app.get\n"})
    assert "flask.Flask.get" not in linked.names("a.run", "app.get")


def test_an_object_of_a_library_keeps_where_it_was_made(link):
    linked = link(
        {"a.py": "from flask import Blueprint as Section\ncart = Section('cart', 'x')\ncart.post\n"}
    )
    assert linked.names("a", "cart.post")[0] == "flask.Blueprint.post"
    (value,) = linked.program.values("a", linked.find("a", "cart"))
    assert (value.kind, value.name, value.origin) == ("external-instance", "flask.Blueprint", "a.py:2")


def test_the_last_assignment_counts_in_straight_line_code(link):
    linked = link(
        {
            "a.py": """
            def f(): ...
            def g(): ...
            def run(flag):
                x = f
                x = g
                x()
                if flag:
                    x = f
                x()
            """
        }
    )
    assert linked.callees("a.run") == {"a.f", "a.g"}
    linked = link({"a.py": "def f(): ...\ndef g(): ...\ndef run():\n    x = f\n    x = g\n    x()\n"})
    assert linked.callees("a.run") == {"a.g"}


def test_a_loop_sees_what_its_end_assigns(link):
    linked = link(
        {
            "a.py": """
            def f(): ...
            def g(): ...
            def run():
                x = f
                for _ in 'ab':
                    x()
                    x = g
            """
        }
    )
    assert linked.callees("a.run") == {"a.f", "a.g"}


def test_instance_attributes_come_from_all_methods(link):
    linked = link(
        {
            "a.py": """
            class Engine:
                def start(self): ...
            class Car:
                def __init__(self, engine): self.engine = engine
                def drive(self): self.engine.start()
            def main(): Car(Engine()).drive()
            """
        }
    )
    assert linked.callees("a.Car.drive") == {"a.Engine.start"}


def test_super_follows_the_order_of_the_receiver(link):
    linked = link(
        {
            "a.py": """
            class A:
                def f(self): ...
            class B(A):
                def f(self): super().f()
            class C(A):
                def f(self): super().f()
            class D(B, C): ...
            def main(): D().f()
            """
        }
    )
    assert linked.callees("a.B.f") == {"a.C.f", "a.A.f"}
    assert linked.program.ancestors("a.D") == ("a.D", "a.B", "a.C", "a.A")


def test_properties_operators_and_with_run_functions(link):
    linked = link(
        {
            "a.py": """
            class Money:
                @property
                def cents(self): ...
                def __add__(self, other): ...
                def __enter__(self): return self
                def __exit__(self, *e): ...
            def main():
                m = Money()
                m.cents
                m + m
                with m as n: n.cents
            """
        }
    )
    wanted = {"cents", "__add__", "__enter__", "__exit__"}
    assert linked.callees("a.main") == {f"a.Money.{name}" for name in wanted}


def test_each_decorated_function_is_its_own(link):
    source = """
    def deco(f):
        def inner(*args): return f(*args)
        return inner
    class One:
        def run(self): ...
    class Two:
        def run(self): ...
    @deco
    def one(): return One()
    @deco
    def two(): return Two()
    def main(): one().run()
    """
    linked = link({"a.py": source})
    assert linked.callees("a.main") == {"a.deco.inner", "a.one", "a.One.run"}
    assert linked.reached("a.main") == {"a.deco.inner", "a.one", "a.One.run"}
    assert linked.callees("a.deco.inner") == {"a.one", "a.two"}


def test_annotations_also_as_text_and_generics(link):
    linked = link(
        {
            "a.py": """
            from typing import Optional
            class Item:
                def price(self): ...
            def one(item: "Optional[Item]"): item.price()
            def many(items: list[Item]):
                for item in items: item.price()
            def made() -> "Item": ...
            def use(): made().price()
            """
        }
    )
    for name in ("one", "many"):
        assert linked.callees(f"a.{name}") == {"a.Item.price"}
    assert linked.callees("a.use") == {"a.made", "a.Item.price"}


def test_odd_input_is_answered_with_nothing(link):
    linked = link(
        {
            "a.py": """
            import a
            class A(A): ...
            class B(C): ...
            class C(B): ...
            x = x.y(z)[0]
            def f(): f()()
            """
        }
    )
    assert linked.program.values("nowhere", linked.find("a", "x")) == ()
    assert linked.program.ancestors("a.B")[0] == "a.B"
