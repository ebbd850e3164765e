"""Values that come from a sender, a case, a parameter of a fixture, a container of the standard library."""

import pytest


def test_what_is_sent_to_a_generator_is_what_yield_gives(link):
    source = """
    class Answer:
        def go(self): ...

    def flow():
        answer = yield 1
        answer.go()

    def run():
        started = flow()
        next(started)
        started.send(Answer())
    """
    assert link({"m.py": source}).callees("m.flow") == {"m.Answer.go"}


def test_the_annotation_of_a_generator_says_what_is_sent(link):
    source = """
    from typing import Generator

    class Answer:
        def go(self): ...

    def flow() -> Generator[int, Answer, None]:
        answer = yield 1
        answer.go()
    """
    assert link({"m.py": source}).callees("m.flow") == {"m.Answer.go"}


def test_cases_kept_under_a_name_are_run_one_and_all(link):
    classes = "".join(f"class C{i}:\n    def __init__(self): ...\n" for i in range(15))
    names = ", ".join(f"C{i}" for i in range(15))
    source = (
        f"import pytest\n{classes}ALL = [{names}]\n"
        "@pytest.mark.parametrize('cls', ALL)\ndef test_all(cls):\n    cls()\n"
        "@pytest.mark.parametrize('n, cls', [(1, C0), (2, C1)])\ndef test_two(n, cls):\n    cls()\n"
        "PAIRS = [(1, C2), (2, C3)]\n"
        "@pytest.mark.parametrize('n, cls', PAIRS)\ndef test_pairs(n, cls):\n    cls()\n"
    )
    linked = link({"test_m.py": source})
    assert linked.callees("test_m.test_all") == {f"test_m.C{i}.__init__" for i in range(15)}
    assert linked.callees("test_m.test_two") == {"test_m.C0.__init__", "test_m.C1.__init__"}
    assert linked.callees("test_m.test_pairs") == {"test_m.C2.__init__", "test_m.C3.__init__"}
    edges = {edge.callee: edge.certainty.value for edge in _edges(linked, "test_m.test_all")}
    assert set(edges.values()) == {"certain"}


def _edges(linked, caller):
    from pyramid.link import connect

    return connect(linked.program).callees(caller)


def test_a_fixture_with_parameters_gives_each(link):
    source = """
    import pytest

    def fast(): ...
    def slow(): ...

    @pytest.fixture(params=[fast, slow])
    def runner(request):
        return request.param

    @pytest.fixture(params=[1])
    def other(request):
        return request.param

    def test_it(runner, other):
        runner()
        other()
    """
    assert link({"test_m.py": source}).callees("test_m.test_it") == {"test_m.fast", "test_m.slow"}


@pytest.mark.parametrize(
    "body",
    [
        "boxes = collections.OrderedDict(); boxes['a'] = Box(); boxes['a'].go()",
        "boxes = collections.defaultdict(Box); boxes['a'].go()",
        "boxes = collections.deque(); boxes.append(Box()); boxes.popleft().go()",
        "[box.go() for box in itertools.chain([Box()], ())]",
        "[box.go() for box in itertools.chain.from_iterable([[Box()]])]",
        "pickle.loads(pickle.dumps(Box())).go()",
        "Box().__class__().go()",
        "getattr(Box(), f'g{1}{body}o')()",
    ],
)
def test_containers_of_the_standard_library_hold_what_they_are_given(link, body):
    lines = body.replace("; ", chr(10) + "        ")
    source = f"""
    import collections, itertools, pickle
    class Box:
        def go(self): ...
    def run(body=1):
        {lines}
    """
    found = link({"m.py": source}).callees("m.run")
    assert found == (set() if "getattr" in body else {"m.Box.go"})


def test_a_member_is_found_by_what_is_known_of_its_name(link):
    source = """
    class Visitor:
        def visit(self, node):
            getattr(self, f"visit_{node}")()
        def visit_name(self): ...
        def visit_call(self): ...
        def leave(self): ...
    """
    found = link({"m.py": source}).callees("m.Visitor.visit")
    assert found == {"m.Visitor.visit_name", "m.Visitor.visit_call"}
