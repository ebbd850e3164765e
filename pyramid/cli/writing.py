"""From a card to the test that it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyramid.cli.failure import Failure
from pyramid.cli.lookup import subjects
from pyramid.model.analysis import Analysis
from pyramid.model.facts import Definition, Expression
from pyramid.model.layers import TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.provenance import Trace
from pyramid.model.report import CheckEntry, RecommendationEntry, Report
from pyramid.rulebook import Runner
from pyramid.write import Case, NeededImport, Sketch, Style, free_name
from pyramid.write.sketch import UNKNOWN

_MOST = 20  # cases


def cards_of(report: Report, text: str, root: Path) -> tuple[RecommendationEntry, ...]:
    """The cards about one function that the subject (a card's id, a check, a function) means, those with
    the same lower test together.  Raises Failure."""
    found = [card for card in report.recommendations if card.id == text]
    if not found:
        named = subjects(report, text, root)
        ids = {each.recommendation for each in named if isinstance(each, CheckEntry)}
        names = {getattr(each, "name", "") for each in named}
        found = [c for c in report.recommendations if c.id in ids or (c.seam and c.seam.function in names)]
    if not found or found[0].seam is None:
        fix = "`pyramid audit --all` shows the cards; give one's check as PATH:LINE, or its function."
        raise Failure("write-no-card", f"no card asks for a lower test of {text!r}", fix)
    first = found[0]
    same = (c for c in report.recommendations if c.seam == first.seam and c.write_in == first.write_in)
    return tuple(sorted(same, key=lambda card: (card.check, card.id)))


class Writer:
    """Makes sketches for one analysis."""

    def __init__(self, analysis: Analysis, runners: Sequence[Runner]) -> None:
        self._analysis = analysis
        self._runners = {runner.name: runner for runner in runners}

    def sketch(self, cards: Sequence[RecommendationEntry], taken: frozenset[str]) -> Sketch:
        """What is known of the test.  ``taken`` are the names in its file."""
        seam = cards[0].seam
        assert seam is not None
        definition = self._analysis.program.definition(seam.function)
        about = f"From {cards[0].check}: {' '.join(cards[0].text.split())}"[:84]
        name = free_name(f"test_{definition.name.strip('_')}", taken)
        if cards[0].to == TestLayer.API.value:
            return self._of_route(name, seam.function, cards, about)
        own = (p for p in definition.parameters if p.kind not in ("*", "**"))
        inputs = tuple(p.name for p in own if p.name not in _SELF)
        owner = definition.qualname.rpartition(".")[0]
        given = "" if _is_property(definition) else f"({', '.join(self._passed(definition, inputs))})"
        call = f"{'subject.' if owner else ''}{definition.name}{given}"
        if owner:
            inputs = ("subject", *inputs)
        return Sketch(name=name, inputs=inputs, call=call, cases=self._cases(cards, inputs), about=about)

    def imports(self, card: RecommendationEntry, style: Style, many: bool) -> tuple[NeededImport, ...]:
        """What the test needs from elsewhere."""
        assert card.seam is not None
        found = []
        if card.to != TestLayer.API.value:
            module = self._analysis.program.module(card.seam.path)
            rest = card.seam.function.removeprefix(f"{module}.")
            found.append(NeededImport(module=module, name=rest.partition(".")[0]))
        if style.base or (many and style.cases):
            found.append(NeededImport(module=(style.base or style.cases).partition(".")[0]))
        return tuple(found)

    def style(self, card: RecommendationEntry) -> Style:
        """That of the tests in the same file, else of the same layer, else of all."""
        tests = [test for test in self._analysis.tests if test.path.endswith(".py")]
        here = [test for test in tests if test.path == card.write_in]
        like = [test for test in tests if self._analysis.verdicts[test.symbol].layer.value == card.to]
        chosen = here or like or tests
        if not chosen:
            raise Failure("write-no-style", "there is no test to take the style from", "Write a first test.")
        runner = self._runners[Counter(test.runner for test in chosen).most_common(1)[0][0]]
        methods = sum(test.id.count("::") > 1 for test in chosen) * 2 > len(chosen)
        typed = sum(self._analysis.program.definition(test.symbol).returns is not None for test in chosen)
        return Style(
            typed=typed * 2 >= len(chosen),
            cases=runner.cases,
            base=runner.bases[0] if runner.bases and (methods or not runner.functions) else "",
        )

    def _of_route(self, name: str, handler: str, cards: Sequence[RecommendationEntry], about: str) -> Sketch:
        """A request to the route; how the answer is read is for the one who knows the client."""
        names = {handler, *(step.name for card in cards for step in card.path)}
        route = next((route for route in self._analysis.routes if route.handler in names), None)
        method, path = (route.method.lower(), route.path) if route else ("get", "/")
        client = self._client(cards[0].write_in)
        request = f'response = {client}.{"get" if method == "*" else method}("{path}")'
        values = self._expected(cards)[:_MOST] or [UNKNOWN]
        return Sketch(
            name=name,
            inputs=("shown",),
            call="shown",
            cases=tuple(Case(inputs=(UNKNOWN,), expected=value) for value in values[:1]),
            fixtures=(client,) if client != "client" or self._has_fixture(client) else (),
            arrange=(request,),
            about=about,
        )

    def _client(self, file: str) -> str:
        """The parameter that most tests of the API have, those in the same folder first."""
        counts: Counter[str] = Counter()
        near = [test for test in self._api_tests() if test.path.startswith(file.rpartition("/")[0])]
        for test in near or self._api_tests():
            counts.update(p.name for p in self._analysis.program.definition(test.symbol).parameters)
        return next((name for name, _ in counts.most_common() if name not in _SELF), "client")

    def _has_fixture(self, name: str) -> bool:
        found = (self._analysis.program.fixtures(test.symbol) for test in self._api_tests())
        return any(each.rpartition(".")[2] == name for names in found for each in names)

    def _api_tests(self) -> Iterator[TestCase]:
        found = (test for test in self._analysis.tests if test.path.endswith(".py"))
        return (test for test in found if self._analysis.verdicts[test.symbol].layer is TestLayer.API)

    def _cases(self, cards: Sequence[RecommendationEntry], inputs: Sequence[str]) -> tuple[Case, ...]:
        """Rows of the end-to-end tests where they name the function's parameters, else what is expected."""
        found: dict[tuple[object, ...], Case] = {}
        for card in cards:
            for case in self._cases_of(card, inputs):
                found.setdefault((case.inputs, case.expected), case)
        return tuple(found.values())[:_MOST] or (Case(inputs=(UNKNOWN,) * len(inputs), expected=UNKNOWN),)

    def _cases_of(self, card: RecommendationEntry, inputs: Sequence[str]) -> Iterator[Case]:
        expected = self._expected([card])
        for test in self._tests(card):
            rows = list(_rows(self._analysis.program.definition(test.symbol)))
            if rows and len(rows) == len(expected):
                for row, value in zip(rows, expected, strict=True):
                    yield Case(inputs=tuple(row.get(name, UNKNOWN) for name in inputs), expected=value)
                return
        for value in expected:
            yield Case(inputs=(UNKNOWN,) * len(inputs), expected=value)

    def _expected(self, cards: Sequence[RecommendationEntry]) -> list[str]:
        """Literals of the texts that the checks expect."""
        texts = [text for card in cards for trace in self._traces(card) for text in trace.expected]
        return [repr_of(text) for text in dict.fromkeys(texts) if "\0" not in text]

    def _traces(self, card: RecommendationEntry) -> Iterator[Trace]:
        return (t for t in self._analysis.traces if f"{t.check.path}:{t.check.line}" == card.check)

    def _tests(self, card: RecommendationEntry) -> Iterator[TestCase]:
        return (test for test in self._analysis.tests if test.id in card.test)

    def _passed(self, definition: Definition, inputs: Sequence[str]) -> Iterator[str]:
        kinds = {parameter.name: parameter.kind for parameter in definition.parameters}
        return (f"{name}={name}" if kinds[name] == "keyword-only" else name for name in inputs)


def repr_of(text: str) -> str:
    """A literal in double quotes, as formatters write it."""
    plain = repr(text)
    return f'"{plain[1:-1]}"' if plain[0] == "'" and '"' not in plain else plain


def _rows(definition: Definition) -> Iterator[dict[str, str]]:
    """The literal rows of a decorator that repeats the test: names first, then a list of tuples."""
    for decorator in definition.decorators:
        if decorator.kind != "call" or len(decorator.operands) < 3:
            continue
        names, rows = decorator.operands[1:3]
        columns = [each.text for each in names.operands] if names.operands else _split(names.text)
        if rows.kind not in ("list", "tuple") or not columns:
            continue
        for row in rows.operands:
            cells = row.operands if row.kind in ("tuple", "list") and len(columns) > 1 else (row,)
            yield {name: _literal(cell) for name, cell in zip(columns, cells, strict=False)}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _literal(cell: Expression) -> str:
    if cell.kind == "string":
        return repr_of(cell.text)
    return cell.text if cell.kind in ("number", "constant") else UNKNOWN


def _is_property(definition: Definition) -> bool:
    return any(each.text in ("property", "cached_property") for each in definition.decorators)


_SELF = frozenset(("self", "cls"))
