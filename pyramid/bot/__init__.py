"""The bot: one comment on a pull request, kept up to date, gone when its work is done."""

from pyramid.bot.actionable import actionable
from pyramid.bot.decide import Create, Edit, Remark, Remove, decide
from pyramid.bot.posting import Comments, post
from pyramid.bot.registry import connect
from pyramid.model.change import Changes

__all__ = [
    "Changes",
    "Comments",
    "Create",
    "Edit",
    "Remark",
    "Remove",
    "actionable",
    "connect",
    "decide",
    "post",
]
