"""Node type of Java → the function that walks it."""

from __future__ import annotations

from pyramid.extract.trees.tables import Tables

TABLES = Tables({"line_comment", "block_comment", "modifiers", "type_parameters", "asterisk"})
expression, statement, type_ = TABLES.expression, TABLES.statement, TABLES.type_
dispatch = TABLES.dispatch
STATEMENTS, TYPES = TABLES.statements, TABLES.types
