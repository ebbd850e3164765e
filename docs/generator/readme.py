"""The report in the README: the real one, of the shop, as far as its first card."""

from __future__ import annotations

import re
from pathlib import Path

from pyramid import pipeline
from pyramid.render import RenderOptions, render
from pyramid.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "tests" / "projects" / "shop"
_REPORT = re.compile(r"(?<=<!-- report -->\n```text\n).*?(?=```\n<!-- end of report -->)", re.DOTALL)


def pages() -> dict[str, str]:
    """The README with its report renewed; the rest of it is written by hand."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return {"../README.md": _REPORT.sub(lambda _: _excerpt(), text)}


def _excerpt() -> str:
    settings = load_settings(SHOP, ["cache=false"])
    report = pipeline.audit(SHOP, (), settings)
    page = render(report, "full", RenderOptions(width=80)).strip("\n").splitlines()
    second = next(number for number, line in enumerate(page) if re.match(r"  2 ", line))
    return "\n".join(page[:second]).rstrip() + "\n\n  2 …\n"
