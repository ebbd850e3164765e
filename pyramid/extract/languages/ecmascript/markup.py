"""The markup of a single-file component as code: elements in code, conditions and loops around them.

``<b v-if="open" @click="go">{{ name }}</b>`` and ``{#if open}<b on:click={go}>{name}</b>{/if}`` both
become ``{(open) && <b onClick={go}>{name}</b>}``, so that one reader serves all.  Every line break is
kept, so that an element keeps its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<!--.*?-->|</\s*(?P<close>[\w.:-]+)\s*>"
    r"|<(?P<open>[A-Za-z][\w.:-]*)(?P<attributes>(?:[^>\"'{]|\"[^\"]*\"|'[^']*'"
    r"|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*?)(?P<empty>/?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=>\"'{/]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'"
    r"|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s\"'>]+))?"
    r"|\{(?P<short>[^{}]*)\}",
    re.DOTALL,
)
_PRINTED = re.compile(
    r"\{\{(?P<double>.*?)\}\}|\{(?P<single>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", re.DOTALL
)
_FILTER = re.compile(r"(?<!\|)\|(?!\|)\s*[A-Za-z_$]")
_PLAIN = re.compile(r"[\w$.?]+")
_EACH = re.compile(r"^\(?\s*(?P<item>.+?)\s*\)?\s+(?:in|of)\s+(?P<items>.+)$", re.DOTALL)
_AS = re.compile(r"^(?P<items>.+?)\s+as\s+(?P<item>[^(]+?)\s*(?:\(.*\))?$", re.DOTALL)
_JSX_NAME = re.compile(r"[A-Za-z_][\w-]*")
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
#: Attributes that say how, not what.
_SILENT = ("v-", "#", "class:", "style:", "use:", "transition:", "in:", "out:", "animate:", "let:", "...")


def as_code(markup: str, *, doubled: bool) -> str:
    """The markup as an expression in code; ``doubled`` where values are printed in double braces."""
    return _Writer(doubled).written(markup)


@dataclass(slots=True)
class _Open:
    """An element that is open: its name in code and what closes the braces around it."""

    tag: str
    name: str
    after: str
    condition: str = ""


@dataclass(slots=True)
class _Writer:
    doubled: bool
    parts: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    #: The last condition at each depth, which an ``else`` negates.
    last: dict[int, str] = field(default_factory=dict)

    def written(self, markup: str) -> str:
        at = 0
        for found in _TAG.finditer(markup):
            self._text(markup[at : found.start()])
            at = found.end()
            if found["open"]:
                self._opened(found)
            elif found["close"]:
                self._closed(found["close"])
                self.parts.append("\n" * found[0].count("\n"))
            else:
                self.parts.append("\n" * found[0].count("\n"))
        self._text(markup[at:])
        while self.stack:
            self._close(self.stack.pop())
        return f"<>{''.join(self.parts)}</>"

    def _opened(self, found: re.Match[str]) -> None:
        tag = found["open"]
        attributes = list(_attributes(found["attributes"]))
        before, after, condition = self._around(attributes)
        name = _name(tag)
        slot = next((value for word, value in attributes if word.startswith(("#", "v-slot")) and value), "")
        if slot:
            before, after = f"{before}{{({slot}) => <>", f"</>}}{after}"
        written = (
            "" if name == "" else "".join(_written(word, value, self.doubled) for word, value in attributes)
        )
        shown = "".join(f"{{{value}}}" for word, value in attributes if word in ("v-text", "v-html", "v-t"))
        lines = "\n" * found[0].count("\n")
        closed = bool(found["empty"]) or tag.lower() in _VOID
        end = f"{shown}</{name}>" if closed else shown
        self.parts.append(f"{before}<{name}{written}>{end}{lines}")
        if closed:
            self.parts.append(after)
        else:
            self.stack.append(_Open(tag, name, after))
        self.last[len(self.stack) - (not closed)] = condition

    def _around(self, attributes: list[tuple[str, str]]) -> tuple[str, str, str]:
        """What stands before and after an element that is drawn on a condition, or for each of some."""
        given = dict(attributes)
        depth = len(self.stack)
        tests = [f"({given[word]})" for word in ("v-if", "v-show") if given.get(word)]
        condition = given.get("v-if", "")
        if "v-else-if" in given or "v-else" in given:
            before = self.last.get(depth, "")
            tests += [f"!({before})"] if before else []
            tests += [f"({given['v-else-if']})"] if given.get("v-else-if") else []
            condition = given.get("v-else-if") or before
        each = _EACH.match(given.get("v-for", ""))
        head = "".join(f"{test} && " for test in tests)
        if each is not None:
            return f"{{{head}({each['items']}).map(({each['item']}) => ", ")}", condition
        return (f"{{{head}", "}", condition) if head else ("", "", condition)

    def _closed(self, tag: str) -> None:
        if not any(each.tag == tag for each in self.stack):
            return
        while self.stack:
            each = self.stack.pop()
            self._close(each)
            if each.tag == tag:
                return

    def _close(self, each: _Open) -> None:
        self.parts.append(f"{each.after}" if each.tag.startswith("{") else f"</{each.name}>{each.after}")

    def _text(self, text: str) -> None:
        at = 0
        for found in _PRINTED.finditer(text):
            self.parts.append(_escaped(text[at : found.start()]))
            at = found.end()
            lines = "\n" * found[0].count("\n")
            if self.doubled and found["double"] is None:
                self.parts.append(_escaped(found[0]))
            elif found["double"] is not None:
                self.parts.append(
                    f"{{{_value(found['double'])}}}{lines}" if found["double"].strip() else lines
                )
            else:
                self.parts.append(f"{self._block(found['single'].strip())}{lines}")
        self.parts.append(_escaped(text[at:]))

    def _block(self, said: str) -> str:
        """A printed value, or a block that opens, goes on or ends."""
        if not said.startswith(("#", ":", "/", "@")):
            return f"{{{_value(said)}}}" if said else ""
        word, _, rest = said[1:].partition(" ")
        if said[0] == "@":
            return f"{{{_value(rest)}}}" if word in ("html", "render") and rest.strip() else ""
        if said[0] == "#":
            return self._begun(word, rest)
        if said[0] == "/":
            return self._ended(f"{{{word}")
        return self._otherwise(rest)

    def _begun(self, word: str, rest: str) -> str:
        each = _AS.match(rest) if word == "each" else None
        if each is not None:
            self.stack.append(_Open("{each", "", "</>)}"))
            return f"{{({each['items']}).map(({each['item']}) => <>"
        if word == "if":
            self.stack.append(_Open("{if", "", "</>}", rest))
            return f"{{({rest}) && <>"
        self.stack.append(_Open(f"{{{word}", "", "</>"))
        return "<>"

    def _ended(self, tag: str) -> str:
        if not any(each.tag == tag for each in self.stack):
            return ""
        written = ""
        while self.stack:
            each = self.stack.pop()
            written += each.after if each.tag.startswith("{") else f"</{each.name}>{each.after}"
            if each.tag == tag:
                break
        return written

    def _otherwise(self, rest: str) -> str:
        """The other branch stands under the negation of the first."""
        if not self.stack or self.stack[-1].tag != "{if":
            return ""
        test = rest.removeprefix("if").strip() if rest.startswith("if") else ""
        before = self.stack[-1].condition
        self.stack[-1].condition = test or before
        return f"</>}}{{!({before}) && {f'({test}) && ' if test else ''}<>"


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(source):
        if found["short"] is not None:
            yield (f"{found['short'].strip()}", f"{{{found['short'].strip()}}}")
            continue
        value = found["value"] or ""
        if value[:1] in "\"'" and len(value) > 1:
            value = value[1:-1]
        yield found["name"], " ".join(value.split())


def _written(word: str, value: str, doubled: bool) -> str:
    """One attribute in code; empty for those that say nothing, or were said around the element."""
    event = re.match(r"(?:@|v-on:|on:)([\w:-]+)", word)
    if event is not None:
        return _handler(event[1], value) if value else ""
    bound = re.match(r"(?::|v-bind:|bind:|v-model:)([\w-]+)", word)
    if bound is not None:
        given = value[1:-1] if value.startswith("{") and not doubled else value
        return f" {_camel(bound[1])}={{{_value(given)}}}" if given.strip() else ""
    if word.startswith("v-model"):
        return f" value={{{value}}}" if value else ""
    if word.startswith(
        ("v-", "#", "class:", "style:", "use:", "transition:", "in:", "out:", "animate:", "let:", "...")
    ):
        return ""
    if not _JSX_NAME.fullmatch(word):
        return ""
    if value.startswith("{") and value.endswith("}") and not doubled:
        if re.fullmatch(r"on[a-z]+", word):
            return _handler(word[2:], value)
        return f" {word}={{{_value(value[1:-1])}}}" if value[1:-1].strip() else ""
    if not doubled and "{" in value:
        inner = re.sub(r"\{([^{}]*)\}", r"${\1}", value.replace("`", "'"))
        return f" {word}={{`{inner}`}}"
    plain = value.replace('"', "'")
    return f' {word}="{plain}"' if value else f" {word}"


def _handler(event: str, value: str) -> str:
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1].strip()
    parts = re.split(r"[-:.]", event[2:] if re.match(r"on[A-Z]", event) else event)
    name = "on" + "".join(part[:1].upper() + part[1:] for part in parts)
    plain = _PLAIN.fullmatch(value) or "=>" in value or value.startswith(("function", "async"))
    return f" {name}={{{value}}}" if plain else f" {name}={{() => {{ {value} }}}}"


def _value(source: str) -> str:
    """A printed expression, without what formats it in the end."""
    found = _FILTER.search(source)
    return " ".join((source[: found.start()] if found else source).split())


def _name(tag: str) -> str:
    """A component's name in code; a group without an element of its own has none."""
    if tag in ("template", "svelte:fragment"):
        return ""
    parts = re.split(r"[-:]", tag)
    return tag if len(parts) == 1 else "".join(part[:1].upper() + part[1:] for part in parts)


def _camel(word: str) -> str:
    if word.startswith(("data-", "aria-")):
        return word
    first, *rest = word.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def _escaped(text: str) -> str:
    return re.sub(r"[{}<>]", " ", text)
