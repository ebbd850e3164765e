"""Prove the shop's cards in a real browser: who catches which fault, and how soon.

    python tests/benchmarks/prove_shop.py [--faults N] [--without-lower] [FUNCTION]...
    python tests/benchmarks/prove_shop.py --browser

Copies the shop, adds the lower tests that its cards ask for (``shop_lower/``), and breaks each function
fault by fault.  Needs Debian's chromium.  Takes about an hour for all on two busy cores.

With ``--browser`` it breaks what runs in the browser instead, and shows for each end-to-end test of
``IN_THE_BROWSER`` that every lower test of the shop still passes while it fails: it cannot be replaced.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
SHOP = HERE.parent / "projects" / "shop"
#: Of the cards whose lower test is written, and two groups of whose checks it is not.
WRITTEN = (
    "shop.orders.can_cancel",
    "shop.shipping.shipping_cost",
    "shop.shipping.missing_for_free",
    "shop.pricing.order_total",
    "shop.pricing.subtotal",
    "shop.pricing.coupon_problem",
    "shop.pricing.best_discount",
    "shop.pricing.tax",
    "shop.permissions.can_see_reports",
    "shop.stock.is_sellable",
    "shop.stock.stock_label",
    "shop.validation.address_problems",
    "shop.validation.note_problem",
    "shop.validation.parse_price",
)
UNWRITTEN = (
    "shop.views.account.cancel_order",
    "shop.views.context.page_context",
    "shop.views.cart.apply_coupon",
)


LOWER = ("tests/unit", "tests/integration", "tests/api")
#: An end-to-end test, a file, what stands in it, and what stands there instead.
IN_THE_BROWSER = (
    (
        "test_slash_moves_the_focus_to_the_search",
        "shop/static/shop.js",
        "event.key !== field.dataset.shortcut",
        "event.key === field.dataset.shortcut",
    ),
    (
        "test_first_wrong_field_gets_the_focus",
        "shop/static/shop.js",
        'all("[aria-invalid=true]").at(0)?.focus();',
        "",
    ),
    (
        "test_gift_note_is_remembered",
        "shop/static/shop.js",
        'field.addEventListener("input", () => localStorage.setItem(key, field.value));',
        "",
    ),
    (
        "test_sorting_is_part_of_the_history",
        "shop/static/shop.js",
        "parameters.set(select.name, select.value);",
        "",
    ),
    (
        "test_catalog_has_one_column_on_a_phone",
        "shop/static/shop.css",
        ".grid { grid-template-columns: 1fr; }",
        "",
    ),
)


def main() -> int:
    """Run, print the table; the exit status of the first command that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("functions", nargs="*", default=(*WRITTEN, *UNWRITTEN))
    parser.add_argument("--faults", type=int, default=5)
    parser.add_argument("--without-lower", action="store_true")
    parser.add_argument("--json", type=Path, help="keep the proofs in this file")
    parser.add_argument("--browser", action="store_true", help="break what runs in the browser")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = _copy(Path(folder), with_lower=not given.without_lower)
        if given.browser:
            return in_the_browser(root)
        command = [sys.executable, "-m", "pyramid", "prove", *given.functions, "--faults", str(given.faults)]
        done = subprocess.run(
            [*command, "--python", sys.executable, "--format", "json", "--root", str(root), "--quiet"],
            stdout=subprocess.PIPE,
            text=True,
        )
    if done.returncode:
        return done.returncode
    if given.json:
        given.json.write_text(done.stdout, encoding="utf-8")
    report(json.loads(done.stdout))
    return 0


def in_the_browser(root: Path) -> int:
    """A line for each fault; 0 when all are noticed by the browser's test alone."""
    alone = 0
    if not _passes(root, *LOWER):
        print("the lower tests do not pass on the unchanged code")
        return 1
    for test, name, before, after in IN_THE_BROWSER:
        file, place = root / name, f"tests/e2e/test_browser.py::{test}"
        whole = file.read_text(encoding="utf-8")
        assert before in whole, f"{name} has changed"
        unchanged = _passes(root, place)
        file.write_text(whole.replace(before, after), encoding="utf-8")
        lower, browser = _passes(root, *LOWER), _passes(root, place)
        file.write_text(whole, encoding="utf-8")
        only = unchanged and lower and not browser
        alone += only
        said = "only e2e notices" if only else f"e2e {unchanged} → {browser}, lower {lower}"
        print(f"{test}: {said}: {name}: {before} → {after or 'nothing'}")
    print(f"{alone} of {len(IN_THE_BROWSER)} end-to-end tests cannot be replaced")
    return alone != len(IN_THE_BROWSER)


def _copy(folder: Path, *, with_lower: bool) -> Path:
    root = Path(shutil.copytree(SHOP, folder / "shop", ignore=shutil.ignore_patterns("__pycache__")))
    (root / ".coverage").touch()
    for file in (HERE / "shop_lower").glob("test_*.py") if with_lower else ():
        shutil.copy(file, root / "tests" / "unit" / file.name)
    return root


def _passes(root: Path, *places: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *places]
    return subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def report(proofs: list[dict]) -> None:
    """A line for each function, then the layers side by side."""
    for proof in proofs:
        print(f"{'safe  ' if proof['safe'] else 'unsafe'} {proof['function']}: {proof['verdict']}")
        for each in proof["faults"]:
            caught = {trial["layer"] for trial in each["trials"] if trial["outcome"] == "caught"}
            if caught == {"e2e"}:
                fault = each["fault"]
                print(f"         only e2e: line {fault['line']}: {fault['before']} → {fault['after']}")
    print("\n| layer | faults caught | of | seconds to catch, in the middle |\n| :-- | --: | --: | --: |")
    for layer in ("unit", "integration", "api", "e2e"):
        trials = [t for p in proofs for f in p["faults"] for t in f["trials"] if t["layer"] == layer]
        times = [t["seconds"] for t in trials if t["outcome"] == "caught"]
        if trials:
            middle = f"{median(times):.1f}" if times else "-"
            print(f"| {layer} | {len(times)} | {len(trials)} | {middle} |")


if __name__ == "__main__":
    sys.exit(main())
