"""Advice: where each end-to-end check belongs, and which logic lacks tests."""

from pyramid.advise.advise import Advice, advise

__all__ = ["Advice", "advise"]
