"""Elements to mappings: ``@name`` for an attribute, the tag for an element inside, ``#text`` for text.

Entities, a DTD and anything from outside are refused: no document of a test tool needs them.
"""

from __future__ import annotations

from io import StringIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

import defusedxml.sax  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from pyramid.extract.document import Broken, Tally, mapping, text
from pyramid.model.facts import Expression


def read(source: str) -> Expression:
    """A mapping with the root element under its tag; raises Broken."""
    handler = _Handler()
    try:
        defusedxml.sax.parse(StringIO(source), handler, forbid_dtd=True)
    except DefusedXmlException as error:
        reason = f"the XML declares what could grow or be fetched: {error}"
        raise Broken(reason, handler.line(), "hostile-xml") from None
    except SAXParseException as error:
        raise Broken(error.getMessage(), error.getLineNumber() or 0) from None
    return mapping(handler.found, 1)


class _Handler(ContentHandler):
    """Builds mappings from events; the open elements are a list, so depth costs no stack."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Expression]] = []
        self._open: list[tuple[str, int, list[tuple[str, Expression]], list[str]]] = []
        self._tally = Tally()

    def line(self) -> int:
        """Where the parser stands, 0 before it began."""
        locator = getattr(self, "_locator", None)
        return (locator.getLineNumber() or 0) if locator is not None else 0

    def startElement(self, name: str, attrs) -> None:
        line = self.line()
        self._tally.add(len(self._open), line)
        pairs = [(f"@{key}", text(value, line)) for key, value in attrs.items()]
        self._open.append((name, line, pairs, []))

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1][3].append(content)

    def endElement(self, name: str) -> None:
        tag, line, pairs, texts = self._open.pop()
        inner = "".join(texts).strip()
        if inner:
            pairs.append(("#text", text(inner, line)))
        (self._open[-1][2] if self._open else self.found).append((tag, mapping(pairs, line)))
