"""Composed nodes to a tree: no tag is ever constructed, and aliases are counted as often as they stand."""

from __future__ import annotations

import yaml

from pyramid.extract.document import Broken, Tally, mapping, sequence, text
from pyramid.extract.making import make
from pyramid.model.facts import Expression

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


def read(source: str) -> Expression:
    """The value of a YAML text, a list when the file holds several documents; raises Broken."""
    tally = Tally()
    try:
        found = [_value(node, tally, 0) for node in yaml.compose_all(source, _Loader) if node is not None]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "the text is no YAML"
        raise Broken(str(reason), mark.line + 1 if mark else 0) from None
    return found[0] if len(found) == 1 else sequence(found, 1)


def _value(node: yaml.Node, tally: Tally, depth: int) -> Expression:
    line = node.start_mark.line + 1
    tally.add(depth, line)
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), _value(value, tally, depth + 1)) for key, value in node.value]
        return mapping(pairs, line)
    if isinstance(node, yaml.SequenceNode):
        return sequence([_value(each, tally, depth + 1) for each in node.value], line)
    return make("constant", line, "None") if node.tag == _NULL else text(str(node.value), line)
