"""Knowledge as data: rule files, loaded and checked."""

from pyramid.rulebook.commands import Command
from pyramid.rulebook.configured import configured_runners
from pyramid.rulebook.documents import Document
from pyramid.rulebook.errors import RuleError
from pyramid.rulebook.files import Example, Expectation, RuleFile
from pyramid.rulebook.knowledge import Knowledge
from pyramid.rulebook.load import Rules, assemble, load_advice, load_rules, parse_rule_file
from pyramid.rulebook.names import KnownFixture, KnownFunction, KnownParameter, KnownType, Runner
from pyramid.rulebook.recognizers import Recognizer, Source, Trigger
from pyramid.rulebook.vocabulary import KINDS, READINGS, SOURCES, WAYS

__all__ = [
    "KINDS",
    "READINGS",
    "SOURCES",
    "WAYS",
    "Command",
    "Document",
    "Example",
    "Expectation",
    "Knowledge",
    "KnownFixture",
    "KnownFunction",
    "KnownParameter",
    "KnownType",
    "Recognizer",
    "RuleError",
    "RuleFile",
    "Rules",
    "Runner",
    "Source",
    "Trigger",
    "assemble",
    "configured_runners",
    "load_advice",
    "load_rules",
    "parse_rule_file",
]
