"""Which elements of a template a locator can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyramid.model.page import Element, Template
from pyramid.model.provenance import Locator

# HTML's own mapping of roles to elements (WAI-ARIA in HTML).
_ROLE_TAGS = {
    "button": ("button", "input", "summary"),
    "link": ("a", "area"),
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "textbox": ("input", "textarea"),
    "searchbox": ("input",),
    "spinbutton": ("input",),
    "checkbox": ("input",),
    "radio": ("input",),
    "combobox": ("select", "input"),
    "listbox": ("select",),
    "option": ("option",),
    "row": ("tr",),
    "cell": ("td",),
    "columnheader": ("th",),
    "table": ("table",),
    "list": ("ul", "ol"),
    "listitem": ("li",),
    "img": ("img",),
    "form": ("form",),
    "navigation": ("nav",),
    "main": ("main",),
    "dialog": ("dialog",),
    "menuitem": ("menuitem",),
    "tab": ("tab",),
    "switch": ("input",),
    "status": ("output",),
    "group": ("fieldset", "details"),
    "term": ("dt",),
    "definition": ("dd",),
}
_FIELDS = frozenset({"input", "select", "option", "textarea", "label"})
_SIMPLE = re.compile(
    r"""(?P<id>\#[\w\0-]+)|(?P<cls>\.[\w\0-]+)|\[(?P<attr>[\w-]+)(?:(?P<op>[~|^$*]?)=["']?(?P<val>[^"'\]]*)["']?)?\]"""
    r"""|:has-text\(["'](?P<text>[^"']*)["']\)|(?P<tag>^[a-zA-Z][\w-]*)"""
)
_COMPOUND = re.compile(r"(?:\s*[>+~]\s*|\s+)(?![^\[]*\])(?![^(]*\))")
_XPATH_ATTRIBUTE = re.compile(r"""@([\w-]+)\s*([=,])\s*["']([^"']*)["']""")
_XPATH_TEXT = re.compile(r"""(?:text\(\)|\.)\s*\)?\s*[=,]\s*["']([^"']*)["']""")


def matching(template: Template, locator: Locator) -> Iterator[int]:
    """Indexes of the elements that the locator can mean, in document order.

    Only when nothing matches does an element count whose name is printed as a whole.
    """
    places = [(index, element) for index, element in enumerate(template.elements) if index and element.tag]
    found = [index for index, element in places if _matches(template, index, element, locator)]
    if not found and locator.by == "role" and locator.name:
        roled = [(n, _text(template, n)) for n, e in places if _has_role(e, locator.value)]
        found = [n for n, text in roled if text == "\0"]
        if not found and locator.value == "link":
            # A link may say more than the name that is printed in it.
            found = [n for n, text in roled if "\0" in text]
    if locator.by == "text":
        found = [n for n in found if template.elements[n].text or not _outer(template, n, found)]
    yield from found


def spelt(template: Template, words: str) -> Iterator[int]:
    """Indexes of exactly these words under a test of their own: markup that nobody can read draws them."""
    wanted = " ".join(words.split()).casefold()
    for index, element in enumerate(template.elements):
        if (
            index
            and not element.tag
            and element.conditions
            and " ".join(element.text.split()).casefold() == wanted
        ):
            yield index


def closeness(template: Template, index: int, locator: Locator) -> float:
    """How well an element that matches fits: 3 the whole text or name, from 2 on a part of it (the more
    of it the nearer to 3), 1 a wildcard."""
    value = locator.name or locator.value
    if not value.replace("\0", "").strip():
        return 1
    element = template.elements[index]
    if locator.by in ("css", "xpath") and not locator.name:
        return min(_selected(element, value), _placed(template, element, value))
    if locator.by in ("id", "test-id", "name", "placeholder", "title", "alt", "class"):
        said = ((a.value, *a.value.split()) for a in element.attributes if "\0" not in a.value)
        return 3 if any(value in each for each in said) else 1
    wanted = " ".join(value.split()).casefold()
    branches = (
        template.elements[n].text for n in template.descendants(index) if not template.elements[n].tag
    )
    texts = (_text(template, index), *_labels(element), *branches)
    shown = (" ".join(text.split()).casefold() for text in texts)
    return max((_nearness(text, wanted) for text in shown if text.replace("\0", "").strip()), default=1)


def _nearness(text: str, wanted: str) -> float:
    if text == wanted:
        return 3
    fixed = len(text.replace("\0", "").strip())
    if holds(text, wanted) or ("\0" in text and fixed > 2 and fits(text, wanted)):
        return 2 + min(0.9, min(fixed, len(wanted)) / max(fixed, len(wanted)))
    return 1


def _labels(element: Element) -> Iterator[str]:
    for name in ("aria-label", "value", "title", "alt", "placeholder"):
        found = element.attribute(name)
        if found is not None and found.value:
            yield found.value


def _selected(element: Element, selector: str) -> float:
    """A selector that names an id or an attribute is as good as that is literal."""
    named = re.findall(r"#([\w-]+)|\[[\w-]+[~|^$*]?=[\"']?([^\"'\]]+)", selector)
    wanted = {one or other for one, other in named[-1:]}
    told = _SIMPLE.finditer(selector)
    says = [part["text"] for part in told if part["text"]]
    if says or not wanted:
        return 2 if says or (":" not in selector and "." in selector) else 1
    return 3 if any(a.value in wanted for a in element.attributes) else 1


def fills(element: Element) -> bool:
    """Whether an element is a field that is filled in or chosen, so that acting on it sends nothing."""
    if element.tag not in _FIELDS or any(_leaves(each.name, each.value) for each in element.attributes):
        return False
    kind = element.attribute("type")
    return element.tag != "input" or kind is None or kind.value not in ("submit", "image", "button", "\0")


def _leaves(name: str, value: str) -> bool:
    return (
        name.startswith(("hx-", "formaction")) or "submit" in name or (name[:2] == "on" and "submit" in value)
    )


def _placed(template: Template, element: Element, selector: str) -> float:
    """A selector that names what its element stands in, by an id, means nothing that stands elsewhere."""
    *outer, _ = _COMPOUND.split(selector.strip())
    named = [compound for compound in outer if "#" in compound and ":" not in compound]
    return 3 if all(_within(template, element, compound) for compound in named) else 1


def _outer(template: Template, index: int, found: list[int]) -> bool:
    """Whether an element has its text only from another one that was found."""
    return not {index}.issuperset(set(template.descendants(index)).intersection(found))


def fits(one: str, other: str) -> bool:
    """Whether two texts with NUL wildcards can be the same text."""
    one, other = " ".join(one.split()), " ".join(other.split())
    if "\0" not in one and "\0" not in other:
        return one == other
    if not one.replace("\0", "").strip() or not other.replace("\0", "").strip():
        return False
    return _covers(one, other) or _covers(other, one)


def holds(text: str, part: str) -> bool:
    """Whether the text can contain the part, letter case aside."""
    if not part.replace("\0", "").strip():
        return False
    place, text = 0, text.lower()
    for piece in part.lower().split("\0"):
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _covers(pattern: str, text: str) -> bool:
    """Whether each wildcard can stand for one character or more: pieces leftmost, no backtracking."""
    first, *rest = pattern.split("\0")
    if not rest or not text.startswith(first):
        return False
    place = len(first)
    for piece in rest[:-1]:
        found = text.find(piece, place + 1)
        if found < 0:
            return False
        place = found + len(piece)
    return text.endswith(rest[-1]) and len(text) - len(rest[-1]) > place


def _matches(template: Template, index: int, element: Element, locator: Locator) -> bool:
    value = locator.value
    if locator.by == "test-id":
        return any(a.name.startswith("data-") and fits(a.value, value) for a in element.attributes)
    if locator.by in ("id", "name", "placeholder", "title", "alt", "class"):
        found = element.attribute(locator.by)
        return found is not None and (
            value in found.value.split() if locator.by == "class" else fits(found.value, value)
        )
    if locator.by == "role":
        return _has_role(element, value) and (
            not locator.name or _named(template, index, element, locator.name)
        )
    if locator.by == "label":
        return _labelled(template, index, element, value)
    if locator.by == "text":
        return _own_text(template, index, element, value)
    if locator.by == "xpath" or value.startswith(("//", "xpath=")):
        return _xpath(template, index, element, value)
    if locator.by == "css":
        told = not locator.name or holds(text := _text(template, index), locator.name) or "\0" in text
        return told and _css(template, index, element, value.removeprefix("css="))
    return False


def _css(template: Template, index: int, element: Element, selector: str) -> bool:
    """The last compound of a selector; an element text selector counts as text."""
    prefix, _, rest = selector.partition("=")
    if prefix in ("text", "id", "data-testid"):
        by = {"text": "text", "id": "id"}.get(prefix, "test-id")
        return _matches(template, index, element, Locator(by=by, value=rest.strip("\"'")))
    *outer, last = _COMPOUND.split(selector.strip())
    parts = list(_SIMPLE.finditer(last))
    named = outer and re.search(r"[#.\[]", outer[-1])
    if named and len(parts) == 1 and parts[0]["tag"] and not _within(template, element, outer[-1]):
        # A bare tag tells nothing without what it stands in.
        return False
    if not parts or re.sub(r":[\w-]+(\([^)]*\))?", "", _SIMPLE.sub("", last)):
        return False
    return all(_part(template, index, element, part) for part in parts)


def _within(template: Template, element: Element, compound: str) -> bool:
    parts = list(_SIMPLE.finditer(compound))
    place = element.parent
    while place > 0:
        around = template.elements[place]
        if parts and all(_part(template, place, around, part) for part in parts):
            return True
        place = around.parent
    return not parts


def _part(template: Template, index: int, element: Element, part: re.Match[str]) -> bool:
    if part["tag"]:
        return element.tag == part["tag"].lower()
    if part["id"]:
        found = element.attribute("id")
        return found is not None and fits(found.value, part["id"][1:])
    if part["cls"]:
        found = element.attribute("class")
        return found is not None and part["cls"][1:] in found.value.split()
    if part["text"]:
        return holds(_text(template, index), part["text"])
    found = element.attribute(part["attr"])
    return found is not None and (not part["val"] or _compared(found.value, part["op"] or "", part["val"]))


def _compared(found: str, operator: str, value: str) -> bool:
    """An attribute selector: the whole value, or how it starts, ends, or what it has within."""
    if operator == "~":
        return value in found.split()
    if operator == "*":
        return holds(found, value)
    before, after = "\0" if operator == "$" else "", "\0" if operator in ("^", "|") else ""
    return fits(found, value) or (operator != "" and fits(found, f"{before}{value}{after}"))


def _xpath(template: Template, index: int, element: Element, path: str) -> bool:
    """The last step of a path that says an attribute or a text."""
    step = re.split(r"/+(?![^\[]*\])", path.removeprefix("xpath="))[-1]
    tag, _, tests = step.partition("[")
    attributes = _XPATH_ATTRIBUTE.findall(tests)
    texts = _XPATH_TEXT.findall(tests)
    if tag.rpartition("::")[2] not in ("*", element.tag) or (tag == "*" and not attributes and not texts):
        return False
    text = _text(template, index)
    return all(holds(text, said) or fits(text, said) for said in texts) and all(
        (found := element.attribute(name)) is not None
        and (holds(found.value, value) if joint == "," else fits(found.value, value))
        for name, joint, value in attributes
    )


def _has_role(element: Element, role: str) -> bool:
    stated = element.attribute("role")
    if stated is not None:
        return stated.value == role
    if element.tag == "input" and role == "button":
        kind = element.attribute("type")
        return kind is not None and kind.value in ("submit", "button", "reset", "image")
    return element.tag in _ROLE_TAGS.get(role, ())


def _named(template: Template, index: int, element: Element, name: str) -> bool:
    if _aria(element, name) or holds(_text(template, index), name) or holds(name, _text(template, index)):
        return True
    value = element.attribute("value")
    return value is not None and holds(value.value, name)


def _labelled(template: Template, index: int, element: Element, label: str) -> bool:
    """A label with that text, and the field that it names by its ``for``."""
    if element.tag == "label":
        return holds(_text(template, index), label)
    own = element.attribute("id")
    if own is None or not own.value:
        return _aria(element, label)
    labels = (n for n, e in enumerate(template.elements) if e.tag == "label" and _is_for(e, own.value))
    return _aria(element, label) or any(holds(_text(template, n), label) for n in labels)


def _is_for(label: Element, field: str) -> bool:
    named = label.attribute("for")
    return named is not None and fits(named.value, field)


def _aria(element: Element, name: str) -> bool:
    label = element.attribute("aria-label")
    return label is not None and (holds(label.value, name) or fits(label.value, name))


def _own_text(template: Template, index: int, element: Element, text: str) -> bool:
    if element.tag in ("script", "style", "html", "body", "head"):
        return False
    own = element.text or _text(template, index)
    return holds(own, text) or fits(own, text)


def _text(template: Template, index: int) -> str:
    return " ".join(template.content(index)[0].split())
