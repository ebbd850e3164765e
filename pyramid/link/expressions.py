"""Operators, comprehensions, lambdas, calls: the expressions that are neither name nor literal."""

from __future__ import annotations

from pyramid.link import texts
from pyramid.link.annotations import instances
from pyramid.link.attributes import members, method
from pyramid.link.containers import awaited, elements, merge, site
from pyramid.link.generators import received
from pyramid.link.invoke import INVOKERS, Bundle, invoke, invoke_all
from pyramid.link.overloads import fitting
from pyramid.link.refs import Cell, Ref, Scope
from pyramid.link.targets import bind
from pyramid.link.walk import Values, Walk, cell_of, evaluate, handles, union
from pyramid.model.facts import Expression

_DUNDERS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "@": "matmul", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
_TESTED = frozenset({"instance", "class"})
_COMPARISONS = {"==": "eq", "!=": "ne", "<": "lt", ">": "gt", "<=": "le", ">=": "ge"}
_UNARY = {"-": "neg", "+": "pos", "~": "invert"}


@handles("call")
def call(walk: Walk, expression: Expression) -> Values:
    """A call: every value of the callee runs."""
    callee = expression.operands[0]
    if callee.kind == "name" and callee.text == "super":
        found = _super(walk, expression)
        walk.record("builtins.super", expression.line, "call")
        if found:
            return found
    callees = _callees(walk, callee)
    bundle = arguments(walk, expression)
    if walk.items:
        walk.items = {}  # whoever is called may change what a container holds
    if len(callees) > 1 and walk.scope.packaged:
        callees = fitting(callees, bundle)
    if len(callees) == 1:
        invoker = INVOKERS.get(callees[0].kind)
        return invoker(walk, callees[0], bundle, expression.line, "call") if invoker else ()
    if not (walk.given and _is_given(walk, callee)):
        walk.fan = len({ref.base if ref.kind == "bound" else ref for ref in callees})
    found = invoke_all(walk, callees, bundle, expression.line)
    walk.fan = 1
    return found


def _is_given(walk: Walk, callee: Expression) -> bool:
    """Whether what is called is a parameter, or of one, of which every value is run."""
    while callee.kind == "attribute":
        callee = callee.operands[0]
    return callee.kind == "name" and callee.text in (walk.given or ())


def _callees(walk: Walk, callee: Expression) -> Values:
    """What is called; rooms that come later ask for this more often than for anything else."""
    if callee.kind == "attribute":
        base = callee.operands[0]
        bases = walk.noted[id(base)] = evaluate(walk, base)
        found = members(walk, bases, callee)
    else:
        found = evaluate(walk, callee)
    walk.noted[id(callee)] = found
    return found


def arguments(walk: Walk, expression: Expression) -> Bundle:
    """The arguments of a call, evaluated."""
    given = expression.operands[1:]
    keywords = expression.keywords
    if not keywords:
        return Bundle([evaluate(walk, argument) for argument in given])
    bundle = Bundle([])
    for position, argument in enumerate(given):
        keyword = keywords[position]
        if argument.kind == "starred":
            keyword, argument = argument.text, argument.operands[0]
        values = evaluate(walk, argument)
        if keyword == "*":
            bundle.starred = union([bundle.starred, values])
        elif keyword == "**":
            bundle.mappings = union([bundle.mappings, values])
        elif keyword:
            bundle.keywords[keyword] = values
        else:
            bundle.positional.append(values)
    return bundle


@handles("binary")
def binary(walk: Walk, expression: Expression) -> Values:
    """An arithmetic operator: strings are folded, objects run their special method."""
    left, right = (evaluate(walk, part) for part in expression.operands[:2])
    operator = expression.text
    if operator == "+" and (texts.is_text(left) or texts.is_text(right)):
        return texts.add(walk, left, right)
    if operator == "%" and texts.is_text(left):
        return texts.percent(walk, left, right, expression.line)
    if operator in ("+", "|") and left and left[0].kind == "container":
        return _joined(walk, left, right, expression)
    if operator == "/" and left and left[0].kind == "object":
        return left
    return operate(walk, left, right, operator, expression.line)


def operate(walk: Walk, left: Values, right: Values, operator: str, line: int) -> Values:
    """Run the special methods of an operator, on the left operand, else reflected."""
    name = _DUNDERS.get(operator)
    if name is None:
        return ()
    found = _special(walk, left, f"__{name}__", (right,), line)
    if found is None:
        found = _special(walk, right, f"__r{name}__", (left,), line)
    return found or ()


@handles("compare")
def compare(walk: Walk, expression: Expression) -> Values:
    """Comparisons give no value, but may run special methods."""
    sides = [evaluate(walk, part) for part in expression.operands]
    for position, operator in enumerate(expression.text.split(" ")):
        if position + 1 >= len(sides):
            break
        left, right = sides[position], sides[position + 1]
        if operator in _COMPARISONS:
            _special(walk, left, f"__{_COMPARISONS[operator]}__", (right,), expression.line)
        elif operator == "in":
            _special(walk, right, "__contains__", (left,), expression.line)
    return ()


@handles("unary")
def unary(walk: Walk, expression: Expression) -> Values:
    """``-x`` keeps the sign of a literal; ``not x`` runs ``__bool__``."""
    values = evaluate(walk, expression.operands[0])
    if expression.text == "-" and len(values) == 1 and values[0].kind == "number":
        return (walk.engine.refs.make("number", "-" + values[0].name),)
    if expression.text == "not":
        truth(walk, values, expression.line)
        return ()
    return _special(walk, values, f"__{_UNARY.get(expression.text, '')}__", (), expression.line) or ()


def truth(walk: Walk, values: Values, line: int) -> None:
    """What a test asks its object: ``__bool__``, else ``__len__``."""
    for value in values:
        if value.kind in _TESTED:
            _special(walk, (value,), "__bool__", (), line) is not None or _special(
                walk, (value,), "__len__", (), line
            )


@handles("boolean")
def boolean(walk: Walk, expression: Expression) -> Values:
    """``a or b`` is either; whether it is the first depends on its truth."""
    found = [evaluate(walk, part) for part in expression.operands]
    for values in found[:-1]:
        if values:
            truth(walk, values, expression.line)
    return union(found)


@handles("conditional")
def conditional(walk: Walk, expression: Expression) -> Values:
    """``a if test else b`` is either."""
    truth(walk, evaluate(walk, expression.operands[0]), expression.line)
    return union([evaluate(walk, part) for part in expression.operands[1:]])


@handles("comprehension")
def comprehension(walk: Walk, expression: Expression) -> Values:
    """The element under the bindings of the ``for`` clauses."""
    before = dict(walk.overlay)
    parts = expression.operands
    position = 1
    while position < len(parts):
        if position + 1 < len(parts) and parts[position].kind in ("name", "tuple", "list", "starred"):
            values = elements(walk, evaluate(walk, parts[position + 1]), parts[position].line)
            _bind_local(walk, parts[position], values)
            position += 2
        else:
            truth(walk, evaluate(walk, parts[position]), parts[position].line)
            position += 1
    made = _collect(walk, expression)
    walk.overlay = before
    return made


def _collect(walk: Walk, expression: Expression) -> Values:
    element = expression.operands[0]
    kind = "list" if expression.text == "generator" else expression.text
    container = site(walk, kind, expression)
    if kind == "dict" and element.kind == "tuple" and len(element.operands) == 2:
        evaluate(walk, element.operands[0])
        element = element.operands[1]
    walk.engine.write(cell_of(container, ""), evaluate(walk, element))
    return (container,)


def _bind_local(walk: Walk, target: Expression, values: Values) -> None:
    if target.kind == "name":
        walk.overlay[target.text] = values
        walk.scope.shifting.add(target.text)
        walk.engine.overlaid.setdefault(target.text, set()).update(values)
    elif target.kind in ("tuple", "list"):
        for position, part in enumerate(target.operands):
            _bind_local(walk, part, _pick(walk, values, position))


def _pick(walk: Walk, values: Values, position: int) -> Values:
    from pyramid.link.invoke import element

    return union([element(walk, ref, str(position)) for ref in values])


@handles("function")
def function(walk: Walk, expression: Expression) -> Values:
    """A lambda."""
    scope = walk.engine.by_path[walk.scope.path][int(expression.text)]
    for parameter in scope.definition.parameters:
        if parameter.annotation is not None and scope.script:
            walk.engine.write(scope.cells[parameter.name], instances(walk, parameter.annotation))
        if parameter.default is not None:
            walk.engine.write(scope.cells[parameter.name], evaluate(walk, parameter.default))
    for name, values in walk.overlay.items():
        if name not in scope.cells:
            walk.engine.write(scope.cells.setdefault(name, Cell()), values)
    return (scope.ref,)


@handles("await")
def await_(walk: Walk, expression: Expression) -> Values:
    """``await x``."""
    values = evaluate(walk, expression.operands[0])
    for value in values:
        if value.kind == "instance":
            invoke_all(
                walk,
                method(walk, value, "__await__", expression.line),
                Bundle([]),
                expression.line,
                "operator",
            )
    return awaited(walk, values)


@handles("yield")
def yield_(walk: Walk, expression: Expression) -> Values:
    """``yield`` feeds the generator; ``yield from`` passes elements on and gives the result."""
    scope = _enclosing_function(walk.scope)
    if scope.yields is None and not walk.engine.frozen:
        scope.yields = Cell()
        for reader in scope.returns.readers or ():
            walk.engine.queue(reader)
    values = evaluate(walk, expression.operands[0]) if expression.operands else ()
    result: list[Values] = [received(walk, scope)] if expression.text != "from" else []
    if expression.text == "from":
        result = [walk.engine.read(v.base.base.returns) for v in values if v.kind == "generator"]
        values = elements(walk, values, expression.line)
    if scope.yields is not None:
        walk.engine.write(scope.yields, values)
    return union(result)


@handles("walrus")
def walrus(walk: Walk, expression: Expression) -> Values:
    """``name := value``."""
    values = evaluate(walk, expression.operands[1])
    target = expression.operands[0].text
    if target not in walk.scope.cells and target not in walk.scope.outer and not walk.engine.frozen:
        walk.scope.cells[target] = Cell()
        walk.scope.bindings.pop(target, None)
    bind(walk, expression.operands[0], values)
    return values


@handles("starred", "unknown", "slice")
def parts(walk: Walk, expression: Expression) -> Values:
    """Nothing by itself; what is inside still runs."""
    for part in expression.operands:
        evaluate(walk, part)
    return ()


def _special(walk: Walk, values: Values, name: str, given: tuple[Values, ...], line: int) -> Values | None:
    results = None
    for value in values:
        for found in method(walk, value, name, line):
            results = union([results or (), invoke(walk, found, Bundle(list(given)), line, "operator")])
    return results


def _joined(walk: Walk, left: Values, right: Values, expression: Expression) -> Values:
    container = site(walk, left[0].name, expression)
    for values in (left, right):
        if container.name == "dict":
            merge(walk, container, values)
        else:
            walk.engine.write(cell_of(container, ""), elements(walk, values, expression.line))
    return (container,)


def _super(walk: Walk, expression: Expression) -> Values:
    function_scope = _enclosing_function(walk.scope)
    given = expression.operands[1:]
    if len(given) == 2:
        classes = evaluate(walk, given[0])
        receivers = evaluate(walk, given[1])
    else:
        while function_scope.parent is not None and function_scope.parent.kind != "class":
            function_scope = function_scope.parent
        if function_scope.parent is None or not function_scope.definition.parameters:
            return ()
        classes = (function_scope.parent.ref,)
        first = function_scope.definition.parameters[0].name
        receivers = walk.engine.read(function_scope.cells[first])
    make = walk.engine.refs.make
    return tuple(
        make("super", "", cls, walk.engine.without_origin(receiver))
        for cls in classes
        for receiver in receivers
        if cls.kind == "class" and receiver.kind in ("instance", "class")
    )


def _enclosing_function(scope: Scope) -> Scope:
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    return scope


__all__ = ["Ref", "arguments", "operate", "truth"]
