"""Prove the shop's cards in a real browser: who catches which fault, and how soon.

    python tests/benchmarks/prove_shop.py [--faults N] [--without-lower] [FUNCTION]...

Copies the shop, adds the lower tests that its cards ask for (``shop_lower/``), and breaks each function
fault by fault.  Needs Debian's chromium.  Takes about an hour for all on two busy cores.
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


def main() -> int:
    """Run, print the table; the exit status of the first command that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("functions", nargs="*", default=(*WRITTEN, *UNWRITTEN))
    parser.add_argument("--faults", type=int, default=5)
    parser.add_argument("--without-lower", action="store_true")
    parser.add_argument("--json", type=Path, help="keep the proofs in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(
            shutil.copytree(SHOP, Path(folder) / "shop", ignore=shutil.ignore_patterns("__pycache__"))
        )
        (root / ".coverage").touch()
        if not given.without_lower:
            for file in (HERE / "shop_lower").glob("test_*.py"):
                shutil.copy(file, root / "tests" / "unit" / file.name)
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
