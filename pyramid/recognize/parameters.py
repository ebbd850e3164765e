"""Fixtures of plugins: parameters of tests and fixtures that nothing in the tree defines."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pyramid.model.facts import Definition, Expression
from pyramid.model.layers import Certainty
from pyramid.model.meaning import Meaning
from pyramid.model.program import Program, Symbol
from pyramid.recognize.uses import Use
from pyramid.rulebook import Rules


def fixture_uses(program: Program, rules: Rules, wanted: frozenset[str]) -> Iterator[Use]:
    """A use for each wanted parameter or ``uses`` marker that no fixture of the tree answers."""
    fixtures = Fixtures(program, rules)
    patterns = {pattern for runner in rules.knowledge.test_conventions for pattern in runner.functions}
    for name, symbol in program.symbols().items():
        if symbol.kind not in ("function", "async"):
            continue
        definition = program.definition(name)
        found = [asked for asked in _asked(definition) if asked in wanted]
        if not found:
            continue
        if name not in fixtures.names and not any(fnmatchcase(definition.name, each) for each in patterns):
            continue
        for asked in found:
            if not fixtures.visible(asked, symbol):
                expression = Expression("name", symbol.line, asked)
                yield Use("parameter", name, symbol.path, symbol.line, expression, expression)


def test_functions(program: Program, rules: Rules) -> Iterator[Meaning]:
    """A meaning for each function that a runner's file and function patterns cover."""
    runners = rules.knowledge.test_conventions
    for path in program.paths():
        file = path.rpartition("/")[2]
        near = [runner for runner in runners if any(fnmatchcase(file, pattern) for pattern in runner.files)]
        patterns = {
            pattern: runner.name for runner in near for pattern in (*runner.functions, *runner.methods)
        }
        for index, definition in enumerate(program.facts(path).definitions if near else ()):
            runner = next((patterns[each] for each in patterns if fnmatchcase(definition.name, each)), "")
            if runner and definition.kind in ("function", "async"):
                symbol = program.symbol_at(path, index)
                yield Meaning(
                    kind="test-function",
                    rule="",
                    scope=program.symbol_at(path, definition.parent).name,
                    path=path,
                    line=symbol.line,
                    slots=(("runner", runner),),
                    subject=symbol.name,
                    certainty=Certainty.LIKELY,
                )


class Fixtures:
    """The fixtures that the tree itself defines, by name."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self.names: set[str] = set()
        self._by_name: dict[str, list[Symbol]] = {}
        for name, symbol in program.symbols().items():
            if symbol.kind not in ("function", "async"):
                continue
            definition = program.definition(name)
            if definition.decorators and self._is_fixture(program, rules, symbol, definition):
                self.names.add(name)
                self._by_name.setdefault(_given_name(definition), []).append(symbol)

    def visible(self, asked: str, asker: Symbol) -> bool:
        """Whether a fixture of the tree answers ``asked``; a fixture does not answer itself."""
        return any(
            symbol is not asker and symbol.name != asker.name and _reaches(symbol.path, asker.path)
            for symbol in self._by_name.get(asked, ())
        )

    def _is_fixture(self, program: Program, rules: Rules, symbol: Symbol, definition: Definition) -> bool:
        outside = program.symbol_at(symbol.path, definition.parent).name
        for decorator in definition.decorators:
            name = decorator.operands[0] if decorator.kind == "call" else decorator
            if any(rules.knowledge.is_fixture_decorator(each) for each in program.names(outside, name)):
                return True
        return False


def _asked(definition: Definition) -> list[str]:
    return [each.name for each in definition.parameters if each.kind in ("positional", "keyword-only")]


def _given_name(definition: Definition) -> str:
    for decorator in definition.decorators:
        for keyword, each in zip(decorator.keywords, decorator.operands[1:], strict=False):
            if keyword == "name" and each.kind == "string":
                return each.text
    return definition.name


def _reaches(path: str, asker: str) -> bool:
    """Same file, a conftest above, or a module of fixtures that is loaded by name."""
    folder, _, file = path.rpartition("/")
    if path == asker:
        return True
    if file == "conftest.py":
        return asker.startswith(f"{folder}/") if folder else True
    return not file.startswith("test")
