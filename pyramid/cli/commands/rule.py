"""``pyramid rule``: the rules, or the page of one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from pyramid.cli.failure import Failure
from pyramid.cli.options import project_folder, root_option
from pyramid.rulebook import RuleFile


@click.command("rule")
@click.argument("code", required=False)
@root_option
def command(code: str | None, root: Path | None) -> int:
    """List the rules, or print the page of one.

    CODE is a code such as PYR101, a rule's name, or the id of a framework's or tool's rule file.
    """
    from pyramid.cli import output
    from pyramid.render.rule_pages import rule_list, rule_page
    from pyramid.rulebook import load_rules
    from pyramid.settings import load_settings

    top = project_folder(root)
    settings = load_settings(top)
    files = load_rules([top / folder for folder in settings.rules]).files
    options = output.render_options()
    output.write(rule_page(_find(files, code), options) if code else rule_list(files, options))
    return 0


def _find(files: Sequence[RuleFile], code: str) -> RuleFile:
    names = {
        name.lower(): file for file in files for name in (file.id, str(file.table.get("name", ""))) if name
    }
    if code.lower() in names:
        return names[code.lower()]
    near = difflib.get_close_matches(code.lower(), names, n=1)
    hint = f"Did you mean {names[near[0]].id}?" if near else "`pyramid rule` lists them all."
    raise Failure("unknown-rule", f"there is no rule {code!r}", hint)
