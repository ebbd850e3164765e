"""From uses of names to meanings, by the rules."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyramid.model.facts import Expression
from pyramid.model.layers import Certainty
from pyramid.model.meaning import Meaning, Meanings
from pyramid.model.program import Program
from pyramid.recognize.chosen import ChosenMethods
from pyramid.recognize.frames import Frame
from pyramid.recognize.lifting import BODY, CallSites
from pyramid.recognize.parameters import fixture_uses, test_functions
from pyramid.recognize.places import argument, option_names
from pyramid.recognize.slots import SlotReader
from pyramid.recognize.sources import Item
from pyramid.recognize.steps import link_steps
from pyramid.recognize.stubs import link_stubs
from pyramid.recognize.texts import TextReader
from pyramid.recognize.triggers import Triggers
from pyramid.recognize.uses import Use, UseFinder
from pyramid.rulebook import Rules, Trigger

#: Kinds that a helper makes for its callers, when it passes its own parameters on.
LIFTED = frozenset({"route", "mount", "request", "visit", "operation-root", "operation-call"})
_PLACED = frozenset({"route", "mount", "operation"})
_CALLED = "__call__"
_KEPT = frozenset({"request", "visit", "operation-call"})


def recognize(program: Program, rules: Rules, stated: Iterable[Meaning] = ()) -> Meanings:
    """Every meaning of every name in the tree, by the rules, beside those that documents state."""
    collecting = gc.isenabled()
    gc.disable()  # next to nothing is garbage, and looking for it costs a third of the time
    try:
        return Meanings.of(link_stubs(list(link_steps([*Recognition(program, rules).meanings(), *stated]))))
    finally:
        if collecting:
            gc.enable()


class Recognition:
    """One pass over the tree, and a second one over the callers of helpers."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self._program, self._rules = program, rules
        self._triggers = Triggers(rules, program)
        self._texts = TextReader(program, self._route_name, self._is_base)
        self._slots = SlotReader(program, self._texts)
        self._sites = CallSites(program, self._texts)
        self._chosen = ChosenMethods(self._texts)
        self._packages = self._triggers.packages
        self._keys: dict[int, str] = {}
        self._by_options = bool(self._triggers.plain_names("options"))
        self._blocks = {path for path in program.paths() if program.facts(path).language == "python"}
        self._bases = {
            name.rpartition(".")[2]
            for recognizer in rules.recognizers
            for name in recognizer.names
            if recognizer.emit == "base-url"
        }

    def meanings(self) -> Iterator[Meaning]:
        """All meanings, in the order of the files; those of helpers' callers last."""
        finder = UseFinder(
            self._program,
            self._triggers.last_names("attribute"),
            self._triggers.plain_names("assign"),
            bool(self._triggers.plain_names("pair")),
        )
        postponed: list[tuple[Use, Trigger | Expression]] = []
        for path in self._program.paths():
            for use in finder.uses(path):
                if use.way == "call":
                    self._sites.add(use)
                    choosing = self._chosen.see(use)
                    if choosing is not None:
                        postponed.append((use, choosing))
                        continue
                for trigger in self._fired(use):
                    if trigger.recognizer.emit in LIFTED and self._sites.asks(use, trigger):
                        postponed.append((use, trigger))
                    else:
                        yield from self._announced(self._made(use, trigger, Frame(use.scope)))
        yield from self._classes()
        yield from self._functions()
        yield from self._parameters()
        yield from test_functions(self._program, self._rules)
        yield from self._lifted(postponed)

    def _fired(self, use: Use) -> Sequence[Trigger]:
        if use.way == "assign":
            found = self._triggers.of("assign", (use.name.text,))
        elif use.way == "pair":
            found = self._triggers.of_bases(self._ancestors(use), "pair")
        else:
            found = ()
            if self._triggers.may_fire(use):
                found = self._triggers.of(use.way, self._names(use.way, use.scope, use.name))
            if not found and use.way == "call" and self._by_options and use.path not in self._blocks:
                found = self._triggers.of("options", option_names(use.expression))
            if not found:
                return ()
        return [trigger for trigger in found if self._applies(use, trigger)]

    def _ancestors(self, use: Use) -> Sequence[str]:
        """Everything that the class at the name derives from, itself included."""
        names = self._program.names(use.scope, use.name)
        return [each for name in names for each in (name, *self._program.ancestors(name)[1:])]

    def _names(self, way: str, scope: str, name: Expression) -> Sequence[str]:
        """The names of what is used; an object that is called is not its class: ``Type.__call__``."""
        names = self._program.names(scope, name)
        if way == "attribute" or not any(map(self._rules.knowledge.is_known_type, names)):
            return names
        if any(value.kind in ("external", "class") for value in self._program.values(scope, name)):
            return names
        known = self._rules.knowledge.is_known_type
        return [f"{each}.{_CALLED}" if known(each) else each for each in names]

    def _applies(self, use: Use, trigger: Trigger) -> bool:
        recognizer = trigger.recognizer
        if recognizer.requires and not self._packages.intersection(recognizer.requires):
            return False
        frame = Frame(use.scope)
        if any(not self._slots.present(use, frame, source) for source in recognizer.needs):
            return False
        return not any(self._slots.present(use, frame, source) for source in recognizer.unless)

    def _made(self, use: Use, trigger: Trigger, frame: Frame, site: Use | None = None) -> Iterator[Meaning]:
        recognizer = trigger.recognizer
        items: Iterable[Item | None] = (
            self._slots.elements(use, frame, trigger) if recognizer.each is not None else (None,)
        )
        stands = site or use
        for number, item in enumerate(items):
            for slots in self._slots.fill(use, frame, trigger, item):
                extra = self._place_slots(use, number) if recognizer.emit in _PLACED else ()
                yield Meaning(
                    kind=recognizer.emit,
                    rule=recognizer.rule,
                    scope=(use.subject or stands.scope) if use.way in ("decorator", "call") else stands.scope,
                    path=stands.path,
                    line=_line_of(stands, item),
                    slots=(*slots, *extra),
                    expression=stands.expression,
                    subject=use.subject,
                    certainty=Certainty(recognizer.certainty),
                )

    def _place_slots(self, use: Use, number: int) -> tuple[tuple[str, str], ...]:
        """What nests routes: the call itself, the registering call around it, what holds it."""
        outer = use.outer
        while outer is not None and not self._registers(outer):
            outer = outer.outer
        found = [
            ("call", f"{self._key(use)}{f'.{number}' if number else ''}"),
            ("container", self._slots.holder(use)),
        ]
        return (*found, ("within", self._key(outer))) if outer is not None else tuple(found)

    def _registers(self, use: Use) -> bool:
        return any(trigger.recognizer.emit in ("route", "mount") for trigger in self._fired(use))

    def _key(self, use: Use) -> str:
        return self._keys.setdefault(id(use.expression), f"@{use.path}:{use.line}#{len(self._keys)}")

    def _classes(self) -> Iterator[Meaning]:
        for name, symbol in self._program.symbols().items():
            if symbol.kind != "class":
                continue
            ancestors = self._program.ancestors(name)[1:]
            outside = tuple(each for each in ancestors if each not in self._program.symbols())
            if not outside:
                continue
            expression = Expression("name", symbol.line, name.rpartition(".")[2])
            scope = name.rpartition(".")[0]
            use = Use("base", name, symbol.path, symbol.line, expression, expression, name)
            for trigger in self._triggers.of_bases(outside):
                if self._applies(use, trigger):
                    for meaning in self._made(use, trigger, Frame(name)):
                        yield replace(meaning, scope=scope, expression=None)

    def _functions(self) -> Iterator[Meaning]:
        """Functions that a tool runs by their names, in files that import the tool."""
        wanted = self._triggers.plain_names("define")
        for name, symbol in self._program.symbols().items() if wanted else ():
            plain = name.rpartition(".")[2]
            if plain not in wanted or symbol.kind not in ("function", "async"):
                continue
            imported = self._program.imports(symbol.path)
            packages = {each.partition("/")[0].partition(".")[0] for each in imported}
            expression, around = Expression("name", symbol.line, plain), name.rpartition(".")[0]
            use = Use("define", around, symbol.path, symbol.line, expression, expression, name)
            for trigger in self._triggers.of("define", (plain,)):
                if packages.intersection(trigger.recognizer.requires):
                    for meaning in self._made(use, trigger, Frame(use.scope)):
                        yield replace(meaning, scope=name)

    def _parameters(self) -> Iterator[Meaning]:
        for use in fixture_uses(self._program, self._rules, self._triggers.plain_names("parameter")):
            for trigger in self._triggers.of("parameter", (use.name.text,)):
                if self._applies(use, trigger):
                    yield from self._made(use, trigger, Frame(use.scope))

    def _announced(self, meanings: Iterable[Meaning]) -> Iterator[Meaning]:
        for meaning in meanings:
            if meaning.kind == "directive":
                self._sites.also(meaning.slot("target"), meaning.slot("name"))
            yield meaning

    def _lifted(self, postponed: Iterable[tuple[Use, Trigger | Expression]]) -> Iterator[Meaning]:
        for use, what in postponed:
            if isinstance(what, Expression):
                yield from self._chosen_meanings(use, what)
                continue
            found = False
            only_body = not self._sites.asks(use, what, body=False)
            for frame, site in self._sites.frames(use.scope):
                for meaning in self._made(use, what, frame, site):
                    if not only_body or any(meaning.slot(name) for name in BODY):
                        found = True
                        yield meaning
            for meaning in self._made(use, what, Frame(use.scope)):
                if not found:
                    yield meaning
                elif what.recognizer.emit in _KEPT:
                    yield replace(meaning, slots=(*meaning.slots, ("lifted", "true")))

    def _chosen_meanings(self, use: Use, choosing: Expression) -> Iterator[Meaning]:
        """A method chosen by name: at each call of the helper, and once in the helper itself."""
        own: dict[tuple[str, str], Meaning] = {}
        for frame, site in self._sites.frames(use.scope):
            plain = self._chosen.resolved(use, choosing, frame)
            if plain is None:
                continue
            for trigger in self._fired(plain):
                lifted = trigger.recognizer.emit in LIFTED
                for meaning in self._made(plain, trigger, frame, site if lifted else None):
                    if lifted:
                        yield meaning
                        meaning = replace(meaning, scope=use.scope, path=use.path, line=use.line)
                        meaning = replace(meaning, slots=(("lifted", "true"),), expression=use.expression)
                    own.setdefault((meaning.kind, meaning.rule), meaning)
        yield from own.values()

    def _route_name(self, scope: str, call: Expression) -> tuple[Expression | None, str] | None:
        """The argument that names a route, when the call gives a route's URL."""
        use = Use("call", scope, "", call.line, call, call.operands[0])
        if not self._triggers.may_fire(use):
            return None
        for trigger in self._triggers.of("call", self._names("call", scope, call.operands[0])):
            recognizer = trigger.recognizer
            if recognizer.emit == "reverse":
                given = (argument(call, source.key) for source in recognizer.take["name"])
                name = next((each for each in given if each is not None), None)
                return name, recognizer.set.get("join", "-")
        return None

    def _is_base(self, scope: str, attribute: Expression) -> bool:
        """Whether an attribute holds the address of the application."""
        if attribute.text not in self._bases:
            return False
        found = self._triggers.of("attribute", self._program.names(scope, attribute))
        return any(trigger.recognizer.emit == "base-url" for trigger in found)


def _line_of(use: Use, item: Item | None) -> int:
    """Where a meaning stands: at the use, or at its own entry of a dictionary that is assigned."""
    entry = item[1][0] if item is not None and use.way == "assign" else None
    return entry.line if entry is not None and entry.kind == "tuple" else use.line
