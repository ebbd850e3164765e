"""Reads a template as HTML with holes: elements, outputs, conditions.

Template blocks and outputs are replaced by placeholders, so that a tolerant HTML parser sees
plain markup; the placeholders are put back while the elements are built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pyramid.extract.pages.arguments import calls, keyword, split
from pyramid.extract.pages.components import component
from pyramid.model.page import Attribute, Element, Template, Use

_TOKEN = re.compile(
    r"\{#.*?#\}"
    r"|\{%-?\s*comment\b[^%]*%\}.*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{%-?\s*(?P<raw>raw|verbatim)\b[^%]*%\}(?P<plain>.*?)\{%-?\s*end(?P=raw)\b[^%]*%\}"
    r"|\{%-?\s*(?P<block>.*?)\s*-?%\}"
    r"|\{\{-?\s*(?P<output>.*?)\s*-?\}\}",
    re.DOTALL,
)
_HOLE = re.compile("\ue000(\\d+)\ue001")
_QUOTED = re.compile(r"""["']([^"']+)["']""")
# One ``name=value``, or several: a value ends where the next name begins.
_ASSIGNED = re.compile(r"(\w+)\s*=\s*(.+?)(?=\s+\w+\s*=(?!=)|$)")
# A translated text is known in the language that the template is written in.
_TRANSLATED = re.compile(
    r"""(?:trans(?:late)?\s+|(?:_|gettext)\(\s*)(?P<quote>["'])(?P<text>(?:(?!(?P=quote)).)+)(?P=quote)"""
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_FILES = frozenset({"extends", "include", "import", "from", "embed"})


def read_template(path: str, source: str) -> Template:
    """Parse one template; odd markup gives fewer elements, never an error."""
    holes: list[tuple[str, str]] = []
    reader = _Reader(holes)
    reader.feed(_with_holes(source, holes))
    reader.close()
    elements = tuple(draft.freeze() for draft in reader.elements)
    return Template(
        path,
        elements,
        tuple(reader.uses),
        tuple(reader.bindings),
        tuple(reader.inclusions),
        tuple(dict.fromkeys(reader.calls)),
        tuple(reader.macros),
    )


def _with_holes(source: str, holes: list[tuple[str, str]]) -> str:
    def cut(match: re.Match[str]) -> str:
        if match["plain"] is not None:
            return match["plain"]
        kind = "block" if match["block"] is not None else "output" if match["output"] is not None else ""
        lines = "\n" * match[0].count("\n")
        if not kind:
            return lines
        holes.append((kind, " ".join(match[kind].split())))
        return f"\ue000{len(holes) - 1}\ue001{lines}"

    return _TOKEN.sub(cut, source.replace("\ue000", " "))


def _translated(source: str) -> str:
    found = _TRANSLATED.match(source)
    return found["text"] if found else ""


@dataclass(slots=True)
class _Draft:
    tag: str
    line: int
    parent: int
    attributes: tuple[Attribute, ...]
    conditions: tuple[str, ...]
    macro: str = ""
    text: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)

    def freeze(self) -> Element:
        text = " ".join("".join(self.text).split())
        outputs = tuple(self.outputs)
        return Element(
            self.tag, self.line, self.parent, self.attributes, text, outputs, self.conditions, self.macro
        )


class _Reader(HTMLParser):
    def __init__(self, holes: list[tuple[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.holes = holes
        self.elements: list[_Draft] = [_Draft("", 1, -1, (), ())]
        self.open: list[int] = [0]
        self.blocks: list[tuple[str, tuple[str, ...]]] = []
        self.uses: list[str] = []
        self.bindings: list[tuple[str, str]] = []
        self.inclusions: list[Use] = []
        self.calls: list[Use] = []
        self.macros: list[tuple[str, tuple[str, ...]]] = []
        self.macro = ""
        self.title = -1
        self.filled = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = [self._attribute(name, value or "") for name, value in attrs if not _HOLE.search(name)]
        line = self.getpos()[0]
        self.elements.append(_Draft(tag, line, self.open[-1], tuple(found), self._conditions(), self.macro))
        if tag not in _VOID:
            self.open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.elements[self.open[depth]].tag == tag:
                del self.open[depth:]
                return

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Sections that the parser refuses are comments, as in a browser."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        place = 0
        for match in _HOLE.finditer(data):
            self._text(data[place : match.start()])
            place = match.end()
            kind, source = self.holes[int(match[1])]
            self._fills(kind, source)
            if known := _translated(source):
                self._text(known)
            elif kind == "output":
                self._output(source)
            else:
                self._block(source)
        self._text(data[place:])

    def _fills(self, kind: str, source: str) -> None:
        """What a block outside of any element holds is put where the template around it names the block."""
        word, _, rest = source.partition(" ")
        if kind == "block" and word in ("block", "endblock"):
            self.filled = f"block {rest.split(' ')[0]}" if word == "block" and len(self.open) == 1 else ""
        elif self.filled and len(self.open) == 1 and (kind == "output" or word == "url"):
            self.bindings.append((self.filled, source))

    def _conditions(self) -> tuple[str, ...]:
        return tuple(test for _, tests in self.blocks for test in tests)

    def _output(self, source: str) -> None:
        """A printed expression: the elements of a component, else a hole in the text."""
        self._called(source)
        drawn, first = component(source), len(self.elements)
        for part in drawn:
            parent = self.open[-1] if part.parent < 0 else first + part.parent
            self.elements.append(
                _Draft(part.tag, self.getpos()[0], parent, part.attributes, self._conditions(), self.macro)
            )
            self.elements[-1].text.append(part.text)
            self.elements[-1].outputs.extend(part.outputs)
        if not drawn:
            self._text("\0", source)

    def _called(self, source: str) -> None:
        for name, arguments in calls(source):
            given = tuple(keyword(argument) for argument in arguments)
            self.calls.append(Use(name, given, self._conditions(), self.macro))

    def _text(self, text: str, output: str = "") -> None:
        """Text under a condition of its own becomes a nameless element that carries it."""
        draft = self.elements[self.open[-1]]
        conditions = self._conditions()
        if text.strip() and conditions != draft.conditions and self.open[-1] != 0:
            last = self.elements[-1]
            if last.tag or last.parent != self.open[-1] or last.conditions != conditions:
                last = _Draft("", self.getpos()[0], self.open[-1], (), conditions, self.macro)
                self.elements.append(last)
            draft = last
        draft.text.append(text)
        if output:
            draft.outputs.append(output)

    def _attribute(self, name: str, value: str) -> Attribute:
        sources = [self.holes[int(match[1])][1] for match in _HOLE.finditer(value)]
        shown = _HOLE.sub(lambda match: _translated(self.holes[int(match[1])][1]) or "\0", value)
        return Attribute(name, shown, tuple(source for source in sources if not _translated(source)))

    def _block(self, source: str) -> None:
        word, _, rest = source.partition(" ")
        if word in ("call", "set", "do", "with", "for"):
            self._done(word, rest)
        if word in _FILES:
            self._taken(word, rest)
        elif word in ("macro", "endmacro"):
            self._defined(rest)
        elif word in ("block", "endblock"):
            self._titled(rest if word == "block" else "")
        elif word in ("if", "ifchanged"):
            self.blocks.append((word, (rest,) if rest else ()))
        elif word == "unless":
            self.blocks.append((word, (f"not {rest}",)))
        elif word in ("elif", "else", "empty"):
            self._branch(rest if word == "elif" else "")
        elif word.startswith("end"):
            self._leave(word[3:])
        elif word == "for":
            target, _, iterable = rest.partition(" in ")
            self.blocks.append((word, ()))
            self.bindings.extend((name.strip(" ()"), iterable) for name in target.split(","))
        elif word in ("blocktrans", "blocktranslate") and " with " in f" {rest}":
            self._bind(f" {rest}".partition(" with ")[2])
        elif word in ("set", "with"):
            self._bind(rest)

    def _done(self, word: str, rest: str) -> None:
        """Calls in a block; what is put into a list to be drawn later stands on the page from there."""
        if word == "do" and component(rest):
            self._output(rest)
        else:
            self._called(rest)

    def _taken(self, word: str, rest: str) -> None:
        names = _QUOTED.findall(rest)[:1]
        self.uses.extend(names)
        if word in ("include", "embed") and names:
            given = rest.partition(" with ")[2]
            pairs = tuple((m[1], m[2].strip(" ,")) for m in _ASSIGNED.finditer(given))
            self.inclusions.append(Use(names[0], pairs, self._conditions(), self.macro))

    def _titled(self, name: str) -> None:
        """A block of the title is a title, wherever the template that it fills puts it."""
        if name and "title" in name.lower() and len(self.open) == 1:
            self.handle_starttag("title", [])
            self.title = len(self.elements) - 1
        elif not name and self.title in self.open:
            del self.open[self.open.index(self.title) :]

    def _defined(self, rest: str) -> None:
        """A macro begins, or the one that is being read ends."""
        name, _, parameters = rest.rstrip(") ").partition("(")
        self.macro = name.strip() if parameters or rest.endswith(")") else ""
        if self.macro:
            named = tuple(part.partition("=")[0].strip() for part in split(parameters))
            self.macros.append((self.macro, named))

    def _branch(self, test: str) -> None:
        """The other branch of the innermost test; of a loop it is the one without a turn."""
        if self.blocks:
            word, tests = self.blocks.pop()
            *earlier, last = tests or ("",)
            negated = (f"not {last}",) if last else ()
            self.blocks.append((word, (*earlier, *negated, *((test,) if test else ()))))

    def _leave(self, word: str) -> None:
        for depth in range(len(self.blocks) - 1, -1, -1):
            if self.blocks[depth][0] == word:
                del self.blocks[depth:]
                return

    def _bind(self, rest: str) -> None:
        value, separator, name = rest.partition(" as ")
        if separator:
            self.bindings.append((name.strip(), value))
            return
        for match in _ASSIGNED.finditer(rest):
            self.bindings.append((match[1], match[2].strip(" ,")))
