"""What a name stands for after ``isinstance``."""

import pytest

SHAPES = """
from collections.abc import AsyncIterable, Iterable

class A:
    def go(self): ...
    def __iter__(self): ...
class B:
    def go(self): ...

def take(x):
    {body}

def give():
    take(A())
    take(B())
"""


def callees(link, body: str) -> set[str]:
    lines = body.replace("; ", chr(10) + "    ")
    return link({"m.py": SHAPES.replace("{body}", lines)}).callees("m.take")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("if isinstance(x, A): x.go()", {"m.A.go"}),
        ("if not isinstance(x, A): x.go()", {"m.B.go"}),
        ("if isinstance(x, A): return; x.go()", {"m.B.go"}),
        ("if isinstance(x, (A, B)): x.go()", {"m.A.go", "m.B.go"}),
        ("if isinstance(x, Iterable): x.go()", {"m.A.go"}),
        ("if isinstance(x, str): x.go()", set()),
        ("if isinstance(x, AsyncIterable): x.go()", set()),
        ("if x is None or isinstance(x, A): return; x.go()", {"m.B.go"}),
        ("if isinstance(x, A): pass; x.go()", {"m.A.go", "m.B.go"}),
    ],
)
def test_a_test_of_the_class_tells_the_arms_apart(link, body, found):
    assert callees(link, body) == found


def test_a_class_from_outside_tells_nothing(link):
    source = """
    from somewhere import Other
    class A:
        def go(self): ...
    def take(x):
        if isinstance(x, Other): x.go()
    def give(): take(A())
    """
    assert link({"m.py": source}).callees("m.take") == {"m.A.go"}


def test_too_many_objects_are_one_of_what_they_have_in_common(link):
    classes = "".join(f"class C{i}(Base):\n    def own(self): ...\n" for i in range(20))
    given = "".join(f"    take(C{i}())\n" for i in range(20))
    source = (
        "class Base:\n    def go(self): ...\n" + classes + f"def take(x):\n    x.go()\ndef give():\n{given}"
    )
    assert link({"m.py": source}).callees("m.take") == {"m.Base.go"}
