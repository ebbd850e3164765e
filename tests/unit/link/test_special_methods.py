"""What the interpreter runs without a call that anybody wrote: metaclasses, truth, deletion, texts."""

import pytest

from pyramid.link import connect


def callees(link, source: str, caller: str = "m.run") -> set[str]:
    return link({"m.py": source}).callees(caller)


def test_a_metaclass_makes_the_objects_of_its_classes(link):
    source = """
    class Meta(type):
        def __call__(cls, *given):
            return {make}

    class Base(metaclass=Meta):
        def __init__(self): ...
        def go(self): ...

    class Form(Base): ...

    def run():
        Form().go()
    """
    for make in ("super().__call__(*given)", "type.__call__(cls, *given)"):
        linked = link({"m.py": source.replace("{make}", make)})
        assert linked.callees("m.run") == {"m.Meta.__call__", "m.Base.go"}
        assert linked.callees("m.Meta.__call__") == {"m.Base.__init__"}


def test_what_a_metaclass_defines_is_run_on_its_classes(link):
    source = """
    class Meta(type):
        def __iter__(cls): return iter([])
        def __len__(cls): return 0
        def __setattr__(cls, name, value): ...

    class Colours(metaclass=Meta): ...

    def run():
        for each in Colours: ...
        len(Colours)
        Colours.red = 1
    """
    assert callees(link, source) == {"m.Meta.__iter__", "m.Meta.__len__", "m.Meta.__setattr__"}


@pytest.mark.parametrize(
    "body",
    [
        "if box: ...",
        "while box: ...",
        "assert box",
        "return not box",
        "return box or 1",
        "return 1 if box else 2",
        "return [1 for _ in () if box]",
    ],
)
def test_a_test_asks_for_the_truth_of_its_object(link, body):
    source = """
    class Box:
        def __bool__(self): ...
        def __len__(self): ...

    class Bag:
        def __len__(self): ...

    def run():
        box = {box}()
        {body}
    """.replace("{body}", body)
    assert callees(link, source.replace("{box}", "Box")) == {"m.Box.__bool__"}
    assert callees(link, source.replace("{box}", "Bag")) == {"m.Bag.__len__"}


def test_deleting_and_assigning_run_special_methods(link):
    source = """
    class Box:
        def __delitem__(self, key): ...
        def __delattr__(self, name): ...
        def __setattr__(self, name, value): ...

    def run():
        box = Box()
        del box["a"]
        del box.b
        box.c = 1
    """
    assert callees(link, source) == {"m.Box.__delitem__", "m.Box.__delattr__", "m.Box.__setattr__"}


def test_an_object_in_a_text_says_how_it_looks_unless_it_is_raised(link):
    source = """
    class Price:
        def __str__(self): ...

    def run(): return f"{Price()}"
    def percent(): return "%s" % Price()
    def fail(): raise ValueError(f"{Price()}")
    """
    linked = link({"m.py": source})
    assert linked.callees("m.run") == linked.callees("m.percent") == {"m.Price.__str__"}
    assert linked.callees("m.fail") == set()


def test_a_loop_asks_for_the_iterator_of_its_own_kind(link):
    source = """
    class Both:
        def __iter__(self): ...
        def __aiter__(self): ...

    def run():
        for each in Both(): ...

    async def later():
        async for each in Both(): ...
    """
    linked = link({"m.py": source})
    assert linked.callees("m.run") == {"m.Both.__iter__"}
    assert linked.callees("m.later") == {"m.Both.__aiter__"}


def test_new_by_hand_makes_an_object_without_initialiser(link):
    source = """
    class Box:
        def __init__(self): ...
        def clone(self):
            return Box.__new__(Box)
        def go(self): ...

    def run(box: Box):
        box.clone().go()
    """
    assert callees(link, source) == {"m.Box.clone", "m.Box.go"}


def test_what_new_gives_of_a_sibling_is_left_out(link):
    source = """
    class Base:
        def __new__(cls): return super().__new__(cls)
    class A(Base):
        def go(self): ...
    class B(Base):
        def go(self): ...

    def run():
        B()
        A().go()
    """
    assert callees(link, source) == {"m.Base.__new__", "m.A.go"}


@pytest.mark.parametrize(
    ("owner", "method"),
    [
        ("Base:", "def go(self): raise NotImplementedError"),
        ("Base:", "def go(self): raise NotImplementedError('later')"),
        ("Base(abc.ABC):", "@abc.abstractmethod\n        def go(self): ..."),
        ("Base(typing.Protocol):", "def go(self): ..."),
        ("Base(typing.Protocol[int]):", 'def go(self):\n            """What it does."""'),
    ],
)
def test_a_method_that_only_stands_for_others_is_a_guess(link, owner, method):
    source = f"""
    import abc, typing
    class {owner}
        {method}
    class Real:
        def go(self): ...
    def run(base: Base, real: Real):
        base.go()
        real.go()
    """
    linked = link({"m.py": source})
    found = {edge.callee: edge.certainty.value for edge in connect(linked.program).callees("m.run")}
    assert found == {"m.Base.go": "guess", "m.Real.go": "certain"}


def test_what_is_entered_by_a_stack_is_what_with_would_bind(link):
    source = """
    import contextlib
    class Door:
        def __enter__(self): return Room()
        def __exit__(self, *error): ...
    class Room:
        def go(self): ...
    def run():
        with contextlib.ExitStack() as stack:
            stack.enter_context(Door()).go()
    """
    assert "m.Room.go" in callees(link, source)
