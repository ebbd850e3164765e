"""What a test does, layer by layer, and what a function is for."""

from pyramid.classify.claims import folder_claim, folder_claims
from pyramid.classify.code import TestCode
from pyramid.classify.focal import FocalFinder
from pyramid.classify.layers import classify_tests
from pyramid.classify.roles import classify_functions

__all__ = ["FocalFinder", "TestCode", "classify_functions", "classify_tests", "folder_claim", "folder_claims"]
