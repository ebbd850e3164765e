"""Node type of JavaScript and TypeScript → the function that walks it."""

from __future__ import annotations

from pyramid.extract.trees.tables import Tables

TABLES = Tables({"comment", "html_comment", "hash_bang_line", "empty_statement"})
expression, statement, type_ = TABLES.expression, TABLES.statement, TABLES.type_
dispatch = TABLES.dispatch
STATEMENTS, TYPES = TABLES.statements, TABLES.types
