"""Cobertura XML, which most coverage tools can write."""

from __future__ import annotations

from pathlib import Path

from pyramid.cover.recording import CoverageFileError, Recording, aggregate

NAME = "Cobertura XML"


def recognises(head: bytes) -> bool:
    """Any XML; another dialect is told when it is read."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<coverage", b"<!DOCTYPE"))


def read(path: Path) -> Recording:
    """Read the whole report; entities and external documents are refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

    try:
        return aggregate(path, NAME, _read(path))
    except DefusedXmlException as error:
        message = f"was refused: XML with {type(error).__name__} can attack its reader"
        raise CoverageFileError("coverage-refused", message, "Write the report again.") from error
    except (ParseError, LookupError, ValueError, OSError) as error:
        fix = "Delete the file and write the report again."
        raise CoverageFileError("coverage-damaged", f"is no complete {NAME} ({error})", fix) from error


def _read(path: Path) -> dict[str, set[int]]:
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    ran: dict[str, set[int]] = {}
    root = ""
    for event, element in iterparse(str(path), events=("start", "end")):
        root = root or element.tag
        if event == "end" and element.tag == "class" and "filename" in element.attrib:
            lines = ran.setdefault(element.attrib["filename"].replace("\\", "/"), set())
            counted = element.iterfind("./lines/line")
            lines.update(int(line.attrib["number"]) for line in counted if int(line.attrib["hits"]) > 0)
            element.clear()
    if root != "coverage":
        raise ValueError(f"its outermost element is {root}, not coverage")
    return ran
