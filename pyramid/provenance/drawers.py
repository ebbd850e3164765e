"""Who draws a page: the handler, or the function to which it leaves the whole answer."""

from __future__ import annotations

from pyramid.model.page import Template
from pyramid.provenance.assembly import assemble
from pyramid.provenance.bodies import inside, returned
from pyramid.provenance.site import Site

_MAX_SEEN = 60


class Drawers:
    """Answers for one application; every body's own templates are put together once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._drawn: dict[str, tuple[Template, ...]] = {}

    def of(self, handler: str, path: str) -> str:
        """Who names the template of a page, or one that takes it in: the handler itself, or the function
        whose answer it returns."""
        for scope in self._site.near(handler)[:_MAX_SEEN]:
            names = self._site.named_templates(scope) if scope != handler else ()
            if names and any(each.path == path for each in self._assembled(scope)):
                return scope if self._leaves_to(handler, scope) else handler
        return handler

    def _assembled(self, scope: str) -> tuple[Template, ...]:
        if scope not in self._drawn:
            symbol = self._site.program.symbols().get(scope)
            near = symbol.path if symbol else ""
            names = self._site.named_templates(scope)
            self._drawn[scope] = assemble(self._site.pages, [(name, near) for name in names])
        return self._drawn[scope]

    def _leaves_to(self, handler: str, scope: str) -> bool:
        """Whether a handler returns what another function answers, and draws nothing itself."""
        program = self._site.program
        symbol = program.symbols().get(handler)
        if symbol is None or symbol.kind == "class" or self._site.named_templates(handler):
            return False
        return any(
            part.kind == "call" and any(v.name == scope for v in program.values(handler, part.operands[0]))
            for answer in returned(program.definition(handler))
            for part in inside(answer)
        )
