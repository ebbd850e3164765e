"""Which function, class, module or object an expression means."""

from __future__ import annotations

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.frames import Frame
from pyramid.recognize.places import positional_arguments
from pyramid.recognize.texts import UNKNOWN, TextReader

_DEEPEST = 10


class SymbolReader:
    """Reads dotted names and origins in frames."""

    def __init__(self, program: Program, texts: TextReader) -> None:
        self._program, self._texts = program, texts
        self._by_last: dict[str, list[str]] | None = None

    def symbol(self, frame: Frame, expression: Expression, depth: int = 0) -> str:
        """The dotted name of what is meant: a symbol of the tree if any, else an external name.

        Looks through the wrappers that frameworks like: ``View.as_view()``, ``wrap(view)``,
        ``load("module", "Name")`` and ``"package.module.name"``.
        """
        given = self._texts.lookup(frame, expression)
        if given is not None and given.expression is not None:
            return self.symbol(given.frame, given.expression, depth + 1)
        if expression.kind == "string":
            return self._named(frame, expression.text)
        known = self._project_name(frame, expression)
        if known and expression.kind != "call":
            return known
        found = self._through(frame, expression, depth + 1) if depth < _DEEPEST else ""
        if found or known:
            return found or known
        outside = expression
        while outside.kind == "call" and outside.operands[0].kind == "attribute":
            outside = outside.operands[0].operands[0]
        names = self._program.names(frame.scope, outside)
        return next(filter(None, map(self._suffix, names)), names[0]) if names else ""

    def origin(self, frame: Frame, expression: Expression, depth: int = 0) -> str:
        """Where the object was created (``path:line``), else the dotted name that holds it."""
        given = self._texts.lookup(frame, expression)
        if given is not None and given.expression is not None:
            return self.origin(given.frame, given.expression, depth + 1)
        if expression.kind == "string":
            return self._module_named(frame, expression.text)
        values = self._program.values(frame.scope, expression)
        for value in values:
            if value.origin:
                return value.origin
        for value in values:
            if value.kind in ("module", "class", "function"):
                return value.name
        if depth < _DEEPEST and expression.kind in ("attribute", "subscript") and expression.operands:
            if expression.kind == "attribute":
                holder = next(
                    (
                        v.name
                        for v in self._program.values(frame.scope, expression.operands[0])
                        if v.kind == "module"
                    ),
                    "",
                )
                if holder:
                    return f"{holder}.{expression.text}"
            return self.origin(frame, expression.operands[0], depth + 1)
        if depth < _DEEPEST and expression.kind in ("tuple", "list") and expression.operands:
            return self.origin(frame, expression.operands[0], depth + 1)
        if expression.kind == "call":
            return self.origin(frame, expression.operands[0], depth + 1)
        return self._variable(frame, expression)

    def _module_named(self, frame: Frame, text: str) -> str:
        """A module by its dotted name, relative to the module of the frame when it begins with a dot."""
        if not text.startswith("."):
            return (self._imported(frame, text) or text) if UNKNOWN not in text else ""
        module = self._module_of(frame.scope)
        symbol = self._program.symbols().get(module)
        package = module if symbol and symbol.path.endswith("__init__.py") else module.rpartition(".")[0]
        return f"{package}{text}"

    def _imported(self, frame: Frame, text: str) -> str:
        """What a dotted path in a string means where the file would import it."""
        symbol = self._program.symbols().get(frame.scope)
        return self._program.look_up(text, symbol.path if symbol else "") or ""

    def _variable(self, frame: Frame, expression: Expression) -> str:
        """The dotted name of a module's variable, through imports."""
        module = self._module_of(frame.scope)
        if expression.kind != "name" or not module:
            return ""
        definition = self._program.definition(module)
        for item in definition.imports:
            if item.binds == expression.text and item.name:
                wanted = f"{item.module}.{item.name}"
                imports = self._program.imports(self._program.symbols()[module].path)
                return next((name for name in imports if name.endswith(wanted)), wanted)
        bound = any(
            each.text == expression.text for statement in definition.body for each in statement.targets
        )
        return f"{module}.{expression.text}" if bound else ""

    def _module_of(self, scope: str) -> str:
        symbols = self._program.symbols()
        while scope and (scope not in symbols or symbols[scope].kind != "module"):
            scope = scope.rpartition(".")[0]
        return scope

    def _project_name(self, frame: Frame, expression: Expression) -> str:
        symbols = self._program.symbols()
        names = self._program.names(frame.scope, expression)
        return next((name for name in names if name in symbols), "")

    def _through(self, frame: Frame, expression: Expression, depth: int) -> str:
        symbols = self._program.symbols()
        if expression.kind == "call":
            callee = expression.operands[0]
            if callee.kind == "attribute":
                owner = self.symbol(frame, callee.operands[0], depth)
                if owner in symbols and symbols[owner].kind == "class":
                    return owner
            loaded = self._loaded(expression, depth)
            if loaded:
                return loaded
            inner = [self.symbol(frame, each, depth) for each in positional_arguments(expression)]
            inner += [self.symbol(frame, callee, depth)] if callee.kind == "call" else []
            return next((name for name in inner if name in symbols and symbols[name].kind != "module"), "")
        if expression.kind in ("name", "attribute"):
            for home, meant in self._texts.origins(frame.scope, expression):
                return self.symbol(frame if home == frame.scope else Frame(home), meant, depth)
        return ""

    def _loaded(self, call: Expression, depth: int) -> str:
        """A class loaded by the names of its module and of itself."""
        given = positional_arguments(call)
        if len(given) < 2 or not all(each.kind == "string" for each in given[:2]):
            return ""
        found = self._suffix(f"{given[0].text}.{given[1].text}")
        module = self._suffix(given[0].text) if not found else ""
        if not module:
            return found
        end = self._program.symbols()[module].end_line + 1
        found = self.symbol(Frame(module), Expression("name", end, given[1].text), depth)
        return found if found in self._program.symbols() else ""

    def _named(self, frame: Frame, text: str) -> str:
        symbols = self._program.symbols()
        if text in symbols:
            return text
        scope = frame.scope
        while scope:
            if f"{scope}.{text}" in symbols:
                return f"{scope}.{text}"
            scope = scope.rpartition(".")[0]
        imported = self._imported(frame, text) if "." in text and UNKNOWN not in text else ""
        return imported if imported in symbols else self._suffix(text)

    def _suffix(self, dotted: str) -> str:
        """The symbol whose name ends so, when the tree is imported from another root than it is read."""
        if "." not in dotted:
            return ""
        if self._by_last is None:
            self._by_last = {}
            for name in self._program.symbols():
                self._by_last.setdefault(name.rpartition(".")[2], []).append(name)
        ending = f".{dotted}"
        found = [name for name in self._by_last.get(dotted.rpartition(".")[2], ()) if name.endswith(ending)]
        return min(found, key=lambda name: (len(name), name)) if found else ""
