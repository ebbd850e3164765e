"""What a check looks at, and what it expects.

The subject of a matcher is followed through variables, attributes of page objects, properties
and return values to the locator, the page, the response or the application object behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pyramid.model.facts import Expression
from pyramid.model.meaning import Meaning
from pyramid.model.program import Program
from pyramid.model.provenance import Locator, Sight
from pyramid.provenance.bodies import expressions, pick, returned
from pyramid.provenance.chains import chained
from pyramid.provenance.frames import Frame, bound, callee_frames
from pyramid.provenance.journey import Walker
from pyramid.provenance.objects import attribute, made_for
from pyramid.provenance.texts import texts
from pyramid.provenance.unfolding import members

_MAX_DEPTH = 12
_BROWSER_FACILITIES = frozenset(
    [
        "storage",
        "download",
        "keyboard",
        "clipboard",
        "viewport",
        "screenshot",
        "evaluate",
        "dialog",
        "frame",
        "console",
    ]
)


#: What an answer to a request is looked at as, and how its status is called.
_ANSWERS = frozenset({"response-status", "response-body"})
_STATUS = frozenset({"status", "statusCode", "status_code"})

_OBSERVED = {
    "style": Sight(kind="geometry"),
    "download": Sight(kind="browser", facility="download"),
    "dialog": Sight(kind="browser", facility="dialog"),
    "console": Sight(kind="browser", facility="console"),
    "window": Sight(kind="browser", facility="window"),
    "a11y": Sight(kind="browser", facility="a11y"),
    "url": Sight(kind="page-url"),
    "title": Sight(kind="page-title"),
    "status": Sight(kind="response-status"),
    "payload": Sight(kind="response-body"),
    "header": Sight(kind="response-body"),
    "redirect": Sight(kind="response-status"),
    "mail": Sight(kind="mail"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Looker:
    """Follows expressions of test code to what they look at."""

    program: Program
    walker: Walker

    def look(self, expression: Expression, frame: Frame, depth: int = 0) -> Sight:
        """The sight of one expression; kind ``none`` when nothing is found."""
        seen = self._looked(expression, frame, depth)
        if seen.kind == "none" and not depth:
            return self._held(expression, frame)
        return seen

    def _held(self, expression: Expression, frame: Frame) -> Sight:
        """A component of a page object is looked at as the element that it was made for."""
        while expression.kind == "call" and len(expression.operands) > 1:
            expression = expression.operands[1]  # ``list(page.errors)``
        for given in made_for(self.program, expression, frame):
            seen = self._looked(given.expression, given.frame, 1)
            if seen.kind == "element":
                return seen
        return Sight(kind="none")

    def _looked(self, expression: Expression, frame: Frame, depth: int) -> Sight:
        if depth > _MAX_DEPTH:
            return Sight(kind="none")
        if expression.kind == "call":
            return self._call(expression, frame, depth)
        if expression.kind in ("await", "starred", "unary", "walrus"):
            return self.look(expression.operands[-1], frame, depth + 1)
        if expression.kind == "subscript":
            return self._field(expression, frame, depth)
        if expression.kind in ("name", "attribute"):
            return self._reference(expression, frame, depth)
        if expression.kind == "function":
            return self._given_back(expression, frame, depth)
        located = self._strategy(expression, frame) if expression.kind == "tuple" else None
        return located or self._first(expression.operands, frame, depth)

    def acted_on(self, call: Expression, meaning: Meaning, frame: Frame) -> Sight:
        """What an action is done to: an element, or the one that a selector given as text means."""
        subject = pick(call, meaning.slot("subject", "receiver"))
        if subject is None:
            return Sight(kind="none")
        seen = self.look(subject, frame)
        said = texts(self.program, subject, frame) if seen.kind == "none" else ()
        if not said or not said[0].strip("\0"):
            return seen
        return Sight(kind="element", locators=chained(Locator(by="css", value=said[0])))

    def _strategy(self, pair: Expression, frame: Frame) -> Sight | None:
        """A locator as data: the way in which to look, and what for."""
        if len(pair.operands) != 2:
            return None
        for meaning in self.walker.meanings_of(pair.operands[0], frame):
            if meaning.kind == "strategy":
                said = texts(self.program, pair.operands[1], frame)
                locator = Locator(by=meaning.slot("by", "css"), value=said[0] if said else "\0")
                return Sight(kind="element", locators=chained(locator))
        return None

    def _call(self, call: Expression, frame: Frame, depth: int) -> Sight:
        meanings = self.walker.meanings_of(call, frame)
        by_kind = {meaning.kind: meaning for meaning in meanings}
        receiver = call.operands[0].operands[0] if call.operands[0].kind == "attribute" else None
        if "locator" in by_kind:
            return self._located(by_kind["locator"], call, receiver, frame, depth)
        if "request" in by_kind or "visit" in by_kind:
            return Sight(kind="response-status", facility="http" if "request" in by_kind else "visit")
        known = self._known(call, by_kind, frame, depth)
        if known is not None:
            return known
        followed = self._followed(call, frame, depth)
        if followed is not None:
            return followed
        for given in call.operands[1:]:
            if given.kind == "function" and (answer := self.look(given, frame, depth + 1)).kind in _ANSWERS:
                return answer
        if receiver is not None:
            seen = self.look(receiver, frame, depth + 1)
            if seen.kind in ("page", "element"):
                seen = self._found_by(call, seen, frame, depth)
            if seen.kind not in ("none", "value"):
                return self._read(seen, call, frame)
        return self._first(call.operands[1:], frame, depth)

    def _known(
        self, call: Expression, by_kind: Mapping[str, Meaning], frame: Frame, depth: int
    ) -> Sight | None:
        """What a rule says that a call reads: the element waited for, a part of the page, the browser."""
        if "wait" in by_kind or "condition" in by_kind:
            seen = self._first(call.operands[1:], frame, depth)
            if seen.kind == "element":
                return seen
        if "observation" in by_kind:
            known = _OBSERVED.get(by_kind["observation"].slot("what"))
            if known is not None:
                return known
        facility = next((kind for kind in by_kind if kind in _BROWSER_FACILITIES), "")
        return Sight(kind="browser", facility=facility) if facility else None

    def _located(
        self, meaning: Meaning, call: Expression, receiver: Expression | None, frame: Frame, depth: int
    ) -> Sight:
        outer = self.look(receiver, frame, depth + 1) if receiver is not None else Sight(kind="none")
        if "*" in call.keywords:
            told = self._first(call.operands[1:], frame, depth)
            return replace(told, locators=(*outer.locators, *told.locators))
        locator = Locator(
            by=meaning.slot("by", "css"),
            value=self._slot(meaning, "value", call, frame),
            name=self._slot(meaning, "name", call, frame),
        )
        named = self.walker.named(locator.value, frame)
        if named is not None:
            return self.look(named, frame, depth + 1)
        return Sight(kind="element", locators=(*outer.locators, *chained(locator)))

    def _found_by(self, call: Expression, outer: Sight, frame: Frame, depth: int) -> Sight:
        """The element that an argument tells how to find (``page.find(by_id("x"))``), else what it is in."""
        for argument in call.operands[1:]:
            inner = self.look(argument, frame, depth + 1)
            if inner.kind == "element":
                return Sight(kind="element", locators=(*outer.locators, *inner.locators))
        return outer

    def _slot(self, meaning: Meaning, slot: str, call: Expression, frame: Frame) -> str:
        """A slot's text, with what the caller's arguments make of its unknown parts."""
        text = meaning.slot(slot)
        if "\0" not in text:
            return text
        for argument in _unknown(self.program, call, frame, slot):
            better = texts(self.program, argument, frame)
            if better and better[0].strip("\0"):
                return better[0]
        return text

    def _read(self, seen: Sight, call: Expression, frame: Frame) -> Sight:
        """A method of something seen reads it; a key given to it is the field that is read."""
        if seen.kind == "response-status":
            named = texts(self.program, call.operands[1], frame) if len(call.operands) > 1 else ()
            if any(name in _STATUS for name in named):
                return seen
            return Sight(kind="response-body", facility=seen.facility)
        if seen.kind == "response-body" and len(call.operands) > 1:
            key = texts(self.program, call.operands[1], frame)
            return Sight(kind="response-body", facility=seen.facility, field=key[0] if key else "")
        return seen

    def _followed(self, call: Expression, frame: Frame, depth: int) -> Sight | None:
        """What a call of the project's own code gives; None for a call of anything else."""
        entered = False
        for inner in callee_frames(self.program, call, frame):
            entered = True
            if inner.scope.rpartition(".")[2] == "__init__":
                continue
            if not self.walker.follows(inner.scope):
                return Sight(kind="backend", symbol=inner.scope)
            for value in returned(self.program.definition(inner.scope)):
                seen = self.look(value, inner, depth + 1)
                if seen.kind != "none":
                    return seen
            if self.walker.hands_over(inner.scope):
                seen = self._done_last(inner, depth)
                if seen.kind in _ANSWERS or seen.kind == "element":
                    return seen
            told = self._answered(inner, depth)
            if told.kind != "none":
                return told
            if self.walker.asks_backend(inner.scope):
                return Sight(kind="backend", symbol=inner.scope)
        made = any(v.kind == "class" for v in self.program.values(frame.scope, call.operands[0]))
        return Sight(kind="none") if entered or made else None

    def _given_back(self, expression: Expression, frame: Frame, depth: int) -> Sight:
        """What a function that is handed over gives back, or does last."""
        symbol = self.program.symbols().get(frame.scope)
        if symbol is None:
            return Sight(kind="none")
        scope = self.program.symbol_at(symbol.path, int(expression.text)).name
        if scope in frame.trail:
            return Sight(kind="none")
        return self._done_last(Frame(scope, {}, (*frame.trail, scope)), depth)

    def _done_last(self, frame: Frame, depth: int) -> Sight:
        """What a body returns, or what its last statement does: tools with a queue hand that on."""
        body = self.program.definition(frame.scope).body
        last = next((each for each in reversed(body) if each.kind in ("return", "expression")), None)
        if last is None or last.value is None:
            return Sight(kind="none")
        return self.look(last.value, frame, depth + 1)

    def _answered(self, inner: Frame, depth: int) -> Sight:
        """A helper that answers yes or no looks at what it looked up before."""
        definition = self.program.definition(inner.scope)
        answers = list(returned(definition))
        if not answers or any(value.kind != "constant" for value in answers):
            return Sight(kind="none")
        for part in expressions(definition):
            if any(meaning.kind == "locator" for meaning in self.walker.meanings_of(part, inner)):
                return self.look(part, inner, depth + 1)
        return Sight(kind="none")

    def _field(self, expression: Expression, frame: Frame, depth: int) -> Sight:
        seen = self.look(expression.operands[0], frame, depth + 1)
        if seen.kind in ("response-body", "backend", "response-status"):
            key = texts(self.program, expression.operands[1], frame)
            known = key[0] if key and "\0" not in key[0] else seen.field
            kind = "response-body" if seen.kind == "response-status" else seen.kind
            return Sight(kind=kind, field=known, symbol=seen.symbol, facility=seen.facility)
        return seen

    def _reference(self, expression: Expression, frame: Frame, depth: int) -> Sight:
        for meaning in self.walker.meanings_of(expression, frame) if expression.kind == "attribute" else ():
            known = _OBSERVED.get(meaning.slot("what")) if meaning.kind == "observation" else None
            if known is not None:
                return known
        for given in bound(expression, frame) or attribute(self.program, expression, frame):
            seen = self.look(given.expression, given.frame, depth + 1)
            if seen.kind != "none":
                return seen
        for scope, origin in self.program.origins(frame.scope, expression):
            seen = self.look(origin, _at(scope, frame), depth + 1)
            if seen.kind != "none":
                return seen
        return self._by_type(expression, frame, depth)

    def _by_type(self, expression: Expression, frame: Frame, depth: int) -> Sight:
        if expression.kind == "attribute":
            for inner in members(self.program, expression, frame):
                seen = self._answer_of(inner, depth)
                if seen.kind != "none":
                    return seen
            base = self.look(expression.operands[0], frame, depth + 1)
            if base.kind == "element":
                return base
        for value in self.program.values(frame.scope, expression):
            if value.kind == "external-instance" and self.walker.is_browser_type(value.name):
                return Sight(kind="page")
            if value.kind == "function" and expression.kind == "attribute":
                return self._property(value.name, frame, depth)
        if expression.kind != "attribute":
            return Sight(kind="none")
        seen = self.look(expression.operands[0], frame, depth + 1)
        if seen.kind == "page":
            return Sight(kind=f"page-{expression.text}" if expression.text in ("url", "title") else "page")
        if seen.kind in ("backend", "response-body"):
            return Sight(kind=seen.kind, field=expression.text, symbol=seen.symbol, facility=seen.facility)
        return seen

    def _property(self, symbol: str, frame: Frame, depth: int) -> Sight:
        if symbol not in self.program.symbols() or symbol in frame.trail:
            return Sight(kind="none")
        return self._answer_of(Frame(symbol, {}, (*frame.trail, symbol)), depth)

    def _answer_of(self, inner: Frame, depth: int) -> Sight:
        """What a property gives back."""
        if not self.walker.follows(inner.scope):
            return Sight(kind="backend", symbol=inner.scope)
        for value in returned(self.program.definition(inner.scope)):
            seen = self.look(value, inner, depth + 1)
            if seen.kind != "none":
                return seen
        return Sight(kind="none")

    def _first(self, operands: tuple[Expression, ...], frame: Frame, depth: int) -> Sight:
        for operand in operands:
            seen = self.look(operand, frame, depth + 1)
            if seen.kind not in ("none", "value"):
                return seen
        return Sight(kind="none")


def _unknown(program: Program, call: Expression, frame: Frame, slot: str) -> list[Expression]:
    """The arguments that a slot's unknown text may come from: the one so named, else the only one."""
    words = call.keywords or ("",) * (len(call.operands) - 1)
    found = []
    for argument, word in zip(call.operands[1:], words, strict=True):
        text = program.text(frame.scope, argument)
        if argument.kind != "constant" and not (text and text.known):
            found.append((word, argument))
    told = [argument for word, argument in found if word == slot or (word == "" and slot == "value")]
    return told or [argument for word, argument in found if word][: len(found) == 1]


def _at(scope: str, frame: Frame) -> Frame:
    """The frame of another body: the same one keeps what it was bound to."""
    return frame if scope == frame.scope else Frame(scope, {}, frame.trail)
