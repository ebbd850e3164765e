"""Extraction: the text of a source file → what it says, without a rule or another file."""

from pyramid.extract.facts_codec import CorruptFacts
from pyramid.extract.facts_tree import EarlyDecoder, FactsTree, decode_tree
from pyramid.extract.languages import languages, suffixes
from pyramid.extract.run import EncodedFacts, ExtractedTree, FactCache, cached_facts, extract_files
from pyramid.extract.version import extractor_version
from pyramid.extract.worker import digest_of, extract_source

__all__ = [
    "CorruptFacts",
    "EarlyDecoder",
    "EncodedFacts",
    "ExtractedTree",
    "FactCache",
    "FactsTree",
    "cached_facts",
    "decode_tree",
    "digest_of",
    "extract_files",
    "extract_source",
    "extractor_version",
    "languages",
    "suffixes",
]
