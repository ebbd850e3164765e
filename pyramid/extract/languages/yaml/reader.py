"""Composed nodes to a tree: no tag is ever constructed, and aliases are counted as often as they stand."""

from __future__ import annotations

from typing import Any

import yaml

from pyramid.extract.document import Broken, Tally, mapping, sequence, text
from pyramid.extract.making import make
from pyramid.model.facts import Expression

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


def read(source: str) -> Expression:
    """The value of a YAML text, a list when the file holds several documents; raises Broken."""
    try:
        found = _documents(source, _Loader)
    except yaml.composer.ComposerError:  # an alias of what stands in another document, as some tools allow
        found = _documents(source, _Forgiving)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "the text is no YAML"
        raise Broken(str(reason), mark.line + 1 if mark else 0) from None
    return found[0] if len(found) == 1 else sequence(found, 1)


class _Forgiving(yaml.SafeLoader):
    """Anchors of one document hold in the next; what is nowhere is empty."""

    def compose_document(self) -> yaml.Node | None:
        before = dict(self.anchors)
        self.get_event()
        node = self.compose_node(None, 0)
        self.get_event()
        self.anchors = {**before, **self.anchors}
        return node

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent) and self.peek_event().anchor not in self.anchors:
            event = self.get_event()
            return yaml.ScalarNode(_NULL, "", event.start_mark, event.end_mark)
        if not self.check_event(yaml.AliasEvent):
            self.anchors.pop(getattr(self.peek_event(), "anchor", None), None)
        return super().compose_node(parent, index)


def _documents(source: str, loader: Any) -> list[Expression]:
    tally = Tally()
    return [_value(node, tally, 0) for node in yaml.compose_all(source, loader) if node is not None]


def _value(node: yaml.Node, tally: Tally, depth: int) -> Expression:
    line = node.start_mark.line + 1
    tally.add(depth, line)
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), _value(value, tally, depth + 1)) for key, value in node.value]
        return mapping(pairs, line)
    if isinstance(node, yaml.SequenceNode):
        return sequence([_value(each, tally, depth + 1) for each in node.value], line)
    return make("constant", line, "None") if node.tag == _NULL else text(str(node.value), line)
