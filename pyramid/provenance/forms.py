"""Form classes: the fields that Python declares and a template prints without naming them.

``{{ form }}`` or ``{{ form.submit }}`` says nothing of the labels, ids and choices on the page:
they stand in the class of the form, and the view that names the class decides that they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyramid.model.facts import Expression
from pyramid.model.meaning import Meanings
from pyramid.model.program import Program
from pyramid.model.provenance import Locator
from pyramid.provenance.bodies import expressions, inside, statements
from pyramid.provenance.site import Site

_MIN_LETTERS = 3
_REACH = 60
_NAMED = re.compile(r"""(?:#|\[(?:name|id)=["']?)([\w-]+)""")


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field; ``texts`` are the strings of its declaration: label, choices, messages;
    ``named`` the functions that it names: where its choices come from, what checks it."""

    form: str
    name: str
    line: int
    texts: tuple[str, ...]
    named: tuple[str, ...] = ()


class Forms:
    """An index of the form classes of the application, and of who uses them."""

    def __init__(self, program: Program, site: Site, meanings: Meanings, application: Iterable[str]) -> None:
        self._program, self._site = program, site
        self._classes = {meaning.subject or meaning.scope for meaning in meanings.of_kind("form")}
        self._application = tuple(application)
        self._fields: tuple[Field, ...] | None = None
        self._meant: dict[tuple[Locator, ...], tuple[Field, ...]] = {}
        self._users: dict[str, frozenset[str]] | None = None
        self._ran: dict[str, tuple[str, ...]] = {}

    def declared(self, locators: tuple[Locator, ...]) -> tuple[Field, ...]:
        """The fields that the innermost locator with a name can mean."""
        if self._fields is None:
            self._fields = tuple(
                field for name in sorted(self._classes) for field in self._declarations(name)
            )
        if locators not in self._meant:
            found = (
                tuple(field for field in self._fields if _means(locator, field)) for locator in locators[::-1]
            )
            self._meant[locators] = next((fields for fields in found if fields), ())
        return self._meant[locators]

    def shown_by(
        self, handlers: Iterable[str], locators: tuple[Locator, ...]
    ) -> list[tuple[str, str, Field]]:
        """(handler, the function or class that names the form, field), nearest first."""
        fields = self.declared(locators)
        users = self._named_by() if fields else {}
        symbols = self._program.symbols()
        found: list[tuple[str, str, Field]] = []
        for handler in handlers:
            for scope in self._site.near(handler)[:_REACH]:
                found.extend((handler, scope, each) for each in fields if scope in users.get(each.form, ()))
            if found:
                break
        # A function that names the form makes it; a class that does only says which it is.
        return sorted(found, key=lambda each: symbols[each[1]].kind == "class")

    def runs(self, handler: str) -> tuple[str, ...]:
        """The form classes that a handler uses, their methods, and the functions that their fields name:
        what checks and keeps the form when it is sent."""
        if handler not in self._ran:
            users = self._named_by()
            near = frozenset(self._site.near(handler)[:_REACH])
            forms = [form for form in sorted(users) if not near.isdisjoint(users[form])]
            self._ran[handler] = tuple(dict.fromkeys(name for form in forms for name in self._of(form)))
        return self._ran[handler]

    def _of(self, form: str) -> Iterator[str]:
        symbols = self._program.symbols()
        for owner in self._program.ancestors(form):
            if owner not in symbols:
                continue
            yield owner
            yield from (name for name in self._site.members(owner) if symbols[name].kind != "class")
            for statement in self._program.definition(owner).body:
                for part in inside(statement.value) if statement.value is not None else ():
                    for value in self._program.values(owner, part) if part.kind == "name" else ():
                        if value.kind == "function" and value.name in symbols:
                            yield value.name

    def pages(self, locators: tuple[Locator, ...]) -> frozenset[str]:
        """The handlers that show a form with such a field."""
        fields = self.declared(locators)
        users = self._named_by() if fields else {}
        naming = {scope for field in fields for scope in users.get(field.form, ())}
        return frozenset(
            route.handler
            for route in (self._site.routes if naming else ())
            if naming.intersection(self._site.near(route.handler)[:_REACH])
        )

    def _declarations(self, name: str) -> Iterable[Field]:
        for owner in self._program.ancestors(name):
            if owner not in self._program.symbols():
                continue
            for statement in self._program.definition(owner).body:
                value = statement.value
                target = statement.targets[0] if statement.targets else None
                if (
                    target is not None
                    and value is not None
                    and target.kind == "name"
                    and value.kind == "call"
                ):
                    texts = tuple(part.text for part in inside(value) if part.kind == "string")
                    yield Field(name, target.text, statement.line, texts, self._functions(owner, value))

    def _functions(self, owner: str, declaration: Expression) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for part in declaration.operands[1:]:
            for value in self._program.values(owner, part) if part.kind in ("name", "attribute") else ():
                if value.kind == "function" and value.name in self._program.symbols():
                    found[value.name] = None
        return tuple(found)

    def filled_by(self, handler: str, field: Field) -> tuple[str, ...]:
        """The functions that say what a field holds or offers on the page of a handler: those that give
        something to the field of a form that they have, then those that its declaration names."""
        found = [
            scope
            for scope in self._site.near(handler)[:_REACH]
            if scope in self._program.symbols()
            and any(
                _is_part_of(target, field.name)
                for statement in statements(self._program.definition(scope))
                for target in (statement.targets if statement.kind == "assign" else ())
            )
        ]
        return tuple(dict.fromkeys((*found, *field.named)))

    def _named_by(self) -> dict[str, frozenset[str]]:
        """Form class → the functions and classes in whose bodies its name stands."""
        if self._users is None:
            short = {name.rpartition(".")[2] for name in self._classes}
            table: dict[str, set[str]] = {}
            for scope in self._scopes():
                definition = self._program.definition(scope)
                defaults = [p.default for p in definition.parameters if p.default is not None]
                for part in (*expressions(definition), *defaults):
                    if part.kind in ("name", "attribute") and part.text in short:
                        for form in self._forms(scope, part):
                            table.setdefault(form, set()).add(scope)
            self._users = {form: frozenset(scopes) for form, scopes in table.items()}
        return self._users

    def _scopes(self) -> Iterable[str]:
        symbols = self._program.symbols()
        paths = {symbols[name].path for name in self._application if name in symbols}
        yield from self._application
        yield from (
            name for name, symbol in symbols.items() if symbol.kind == "class" and symbol.path in paths
        )

    def _forms(self, scope: str, part: Expression) -> list[str]:
        values = self._program.values(scope, part) or self._program.values(scope.rpartition(".")[0], part)
        return [value.name for value in values if value.kind == "class" and value.name in self._classes]


def _is_part_of(target: Expression, field: str) -> bool:
    """``form.field.choices`` and ``form.fields["field"].queryset``."""
    if target.kind != "attribute":
        return False
    held = target.operands[0]
    if held.kind == "subscript":
        return held.operands[1].kind == "string" and held.operands[1].text == field
    return held.kind == "attribute" and held.text == field


def _means(locator: Locator, field: Field) -> bool:
    named = {field.name, f"id_{field.name}"}
    if locator.by in ("id", "name"):
        return locator.value in named
    if locator.by == "css":
        return bool(named.intersection(_NAMED.findall(locator.value)))
    text = locator.name if locator.by == "role" else locator.value if locator.by in ("label", "text") else ""
    text = " ".join(text.split()).casefold()
    if sum(letter.isalpha() for letter in text) < _MIN_LETTERS or "\0" in text:
        return False
    return any(text == " ".join(each.split()).casefold() for each in field.texts)
