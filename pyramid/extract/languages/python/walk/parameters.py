"""Parameters, annotations and type parameters, walked in the enclosing definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS
from pyramid.extract.making import make_parameter
from pyramid.model.facts import Expression, Parameter


def parameters(walk: Cursor, node: cst.Parameters) -> tuple[Parameter, ...]:
    """All parameters in source order."""
    found = list(_group(walk, node.posonly_params, "positional-only"))
    slash = node.posonly_ind
    if slash is not ABSENT:
        walk.skip(slash.whitespace_after)
        _comma(walk, slash.comma)
    found += _group(walk, node.params, "positional")
    star = node.star_arg
    if type(star) is cst.ParamStar:
        walk.around(star.comma)
    elif star is not ABSENT:
        found += _group(walk, (star,), "*")
    found += _group(walk, node.kwonly_params, "keyword-only")
    if node.star_kwarg is not None:
        found += _group(walk, (node.star_kwarg,), "**")
    return tuple(found)


def annotation(walk: Cursor, node: cst.Annotation | None) -> Expression | None:
    """The expression behind ``:`` or ``->``, None when there is none."""
    if node is None:
        return None
    walk.skip(node.whitespace_before_indicator)
    walk.skip(node.whitespace_after_indicator)
    found: Expression = EXPRESSIONS[type(node.annotation)](walk, node.annotation)
    return found


def type_parameters(walk: Cursor, node: Any) -> None:
    """Pass over ``[T: bound = default]``: they name types, nothing that runs."""
    if node is None:
        return
    walk.skip(node.lbracket.whitespace_after)
    for parameter in node.params:
        _type_parameter(walk, parameter)
    walk.skip(node.rbracket.whitespace_before)


def _type_parameter(walk: Cursor, node: Any) -> None:
    variable = node.param
    if type(variable) is cst.TypeVar:
        if variable.colon is not ABSENT:
            walk.around(variable.colon)
        if variable.bound is not None:
            EXPRESSIONS[type(variable.bound)](walk, variable.bound)
    else:
        walk.skip(variable.whitespace_after_star)
    if node.equal is not ABSENT:
        walk.around(node.equal)
    walk.skip(node.whitespace_after_star)
    if node.default is not None:
        EXPRESSIONS[type(node.default)](walk, node.default)
    _comma(walk, node.comma)


def _group(walk: Cursor, params: Iterable[Any], kind: str) -> Iterable[Parameter]:
    for param in params:
        walk.skip(param.whitespace_after_star)
        hint = annotation(walk, param.annotation)
        if param.equal is not ABSENT:
            walk.around(param.equal)
        default = param.default
        value = None if default is None else EXPRESSIONS[type(default)](walk, default)
        _comma(walk, param.comma)
        walk.skip(param.whitespace_after_param)
        yield make_parameter(param.name.value, kind, hint, value)


def _comma(walk: Cursor, comma: Any) -> None:
    if comma is not ABSENT:
        walk.around(comma)
