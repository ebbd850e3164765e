"""What an expression can stand for, inside the linker."""

from __future__ import annotations

from pyramid.model.facts import Definition, FileFacts
from pyramid.model.layers import Certainty


class Ref:
    """One abstract value; equal values are one object (see ``Refs``).

    ==============  =================================  =========================  ============
    kind            name                               base                       receiver
    ==============  =================================  =========================  ============
    module          dotted name                        Scope, None for a          None
                                                       namespace package
    class           symbol                             Scope                      None
    function        symbol                             Scope                      None
    instance        class symbol                       the class                  None
    bound           ""                                 function                   the receiver
    external        dotted name                        None                       receiver
    object          dotted type outside the tree       None                       None
    string          text, unknown parts as NUL         None                       None
    number          source text                        None                       None
    container       "list", "dict", "tuple", "set"     None                       None
    generator,      ""                                 function                   None
    coroutine,
    context
    property,       ""                                 function                   None
    classmethod,
    static,
    factory
    partial         ""                                 callable                   Bundle
    super           ""                                 class                      the receiver
    ==============  =================================  =========================  ============

    ``factory`` is a generator function made a context manager, ``context`` what calling it
    gives.  ``origin`` is the place ("path:line") that made an object.
    """

    __slots__ = ("base", "cells", "kind", "name", "number", "origin", "receiver")

    def __init__(self, kind, name, base, receiver, origin, number) -> None:
        self.kind: str = kind
        self.name: str = name
        self.base = base
        self.receiver = receiver
        self.origin: str = origin
        self.number: int = number
        self.cells: dict[str, Cell] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name or self.base!r}>"


class Refs:
    """The table that makes equal values one object, so that sets of them compare by identity."""

    def __init__(self) -> None:
        self._table: dict[tuple, Ref] = {}

    def make(
        self, kind: str, name: str = "", base: object = None, receiver: object = None, origin: str = ""
    ) -> Ref:
        """The one value with these parts."""
        key = (kind, name, base, receiver, origin)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = Ref(kind, name, base, receiver, origin, len(self._table))
        return found


class Cell:
    """A place that holds values: a variable, a field, a parameter, what a function returns.

    ``readers`` are the scopes that looked: they are walked again when it grows.  A cell that
    would hold too much is ``full``: it stands for anything, and so for nothing in particular.
    """

    __slots__ = ("full", "readers", "values")

    def __init__(self) -> None:
        self.values: tuple[Ref, ...] = ()
        self.full = False
        self.readers: dict[Scope, None] | None = None


def cell_of(ref: Ref, key: str) -> Cell:
    """A field of a class or function, or an element of a container."""
    if ref.cells is None:
        ref.cells = {}
    cell = ref.cells.get(key)
    if cell is None:
        cell = ref.cells[key] = Cell()
    return cell


class Scope:
    """A module, class, function or lambda while it is being linked."""

    __slots__ = (
        "bindings",
        "calls",
        "cells",
        "children",
        "declared",
        "definition",
        "facts",
        "finished",
        "hollow",
        "index",
        "kind",
        "module",
        "noted",
        "outer",
        "packaged",
        "parameters",
        "parent",
        "path",
        "places",
        "queued",
        "receiver",
        "ref",
        "returns",
        "script",
        "shifting",
        "stars",
        "state",
        "symbol",
        "through",
        "walks",
        "yields",
    )  # fmt: skip

    def __init__(self, facts: FileFacts, index: int, parent: Scope | None, symbol: str) -> None:
        self.facts = facts
        self.path = facts.path
        self.index = index
        self.definition: Definition = facts.definitions[index]
        self.script = facts.language != "python"  # the rules of the language differ
        self.packaged = bool(facts.definitions[0].keywords)  # it says its package, and imports by package
        self.kind = self.definition.kind
        parameters = self.definition.parameters
        self.places = [p.name for p in parameters if p.kind in ("positional", "positional-only")]
        self.parameters = {p.name for p in parameters if p.kind not in ("*", "**", "positional-only")}
        self.parent = parent
        own = parent is not None and parent.kind == "class"
        self.hollow = own and is_hollow(self.definition, parent.definition)  # type: ignore[union-attr]
        self.receiver = self.places[0] if own and self.places else ""  # the name of ``self``
        self.module: Scope = parent.module if parent else self
        self.symbol = symbol
        self.children: dict[int, Scope] = {}
        self.cells: dict[str, Cell] = {}
        self.bindings: dict[str, tuple[Scope, Cell] | None] = {}
        self.outer: dict[str, str] = {}
        self.stars: list[Ref] = []
        self.returns = Cell()
        self.declared = Cell()
        self.through: dict[str, None] = {}
        self.yields: Cell | None = None
        self.calls: dict[tuple[Scope | str, int, str], Certainty] = {}
        self.ref: Ref = None  # type: ignore[assignment]
        self.shifting: set[str] = set()  # names whose values depend on the place in the body
        self.state = 0  # 0 never walked, 1 in progress, 2 walked
        self.walks = 0
        self.finished = 0  # counts first walks as they end; 0 when none has
        self.queued = False
        #: What is called in the last walk, by identity; None when a value has changed since.
        self.noted: dict[int, tuple[Ref, ...]] | None = None

    def __repr__(self) -> str:
        return f"<scope {self.symbol}>"


def is_hollow(definition: Definition, owner: Definition) -> bool:
    """Whether a method only stands for those that override it: abstract, of a protocol, not implemented."""
    body = [each for each in definition.body if each.value is None or each.value.kind != "string"]
    if len(body) != 1:
        return not body and _is_abstract(definition, owner)
    (only,) = body
    if only.kind == "raise" and only.value is not None:
        raised = only.value.operands[0] if only.value.kind == "call" else only.value
        return raised.text == "NotImplementedError"
    empty = only.kind == "pass" or (only.kind == "expression" and only.value.kind == "constant")  # type: ignore[union-attr]
    return empty and _is_abstract(definition, owner)


def _is_abstract(definition: Definition, owner: Definition) -> bool:
    bases = (base.operands[0] if base.kind == "subscript" else base for base in owner.bases)
    return any(each.text == "abstractmethod" for each in definition.decorators) or any(
        base.text == "Protocol" for base in bases
    )


class Bundle:
    """The arguments of one call: positional values, values by keyword, unpacked ones."""

    __slots__ = ("keywords", "mappings", "positional", "starred")

    def __init__(
        self,
        positional: list[tuple[Ref, ...]],
        keywords: dict[str, tuple[Ref, ...]] | None = None,
        starred: tuple[Ref, ...] = (),
        mappings: tuple[Ref, ...] = (),
    ) -> None:
        self.positional = positional
        self.keywords = keywords or {}
        self.starred = starred
        self.mappings = mappings
