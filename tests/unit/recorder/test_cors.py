"""A browser asks other origins as often, and is refused as often, as without the recorder."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from .oracles import PACKAGE, load, mutant
from .suites import run_suite

harness = load()
SUITE = """
import os, shutil
import pytest

@pytest.fixture(scope="session")
def browser_type_launch_args():
    args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    return dict(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=args)

def test_journey(page):
    page.goto("{base}/page?other={other}")
    page.wait_for_function("document.querySelector('#said').textContent.endsWith('done')")
    open("said", "w").write(page.inner_text("#said"))
"""


def journey(folder: Path, *, recorded: bool, package: Path = PACKAGE) -> tuple[Counter[str], Counter[str]]:
    """What the servers were asked, and what the page was told."""
    folder.mkdir()
    variables = harness.environment(folder, folder / ".pyramid-records")
    if not recorded:
        variables = {name: value for name, value in variables.items() if not name.startswith("PYRAMID")}
    with ExitStack() as stack:
        command = ("-m", "cors_app", "{fd}")
        base, other = (stack.enter_context(harness.served(command, variables)) for _ in range(2))
        ran = run_suite(folder, SUITE.format(base=base, other=other), on=recorded, package=package)
    assert "1 passed" in ran.out and ran.status == 0, ran.out
    assert bool(ran.record.processes) == recorded
    told = (folder / "said").read_text().removesuffix(" done").split(", ")
    return Counter((folder / "oracle.log").read_text().splitlines()), Counter(told)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter[str], Counter[str]]:
    return journey(tmp_path_factory.mktemp("cors") / "without", recorded=False)


def preflights(asked: Counter[str]) -> int:
    return sum(count for line, count in asked.items() if line.startswith("OPTIONS "))


def test_preflights_and_refusals_stay_the_same(
    without: tuple[Counter[str], Counter[str]], tmp_path: Path
) -> None:
    asked, told = without
    assert (preflights(asked), told["refused"]) == (9, 6)
    assert journey(tmp_path / "with", recorded=True) == without


def test_another_carrier_makes_the_browser_ask(
    without: tuple[Counter[str], Counter[str]], tmp_path: Path
) -> None:
    """The test above can fail: with ``baggage`` as the carrier most of the answers are refused."""
    package = mutant(tmp_path, "testing/run.py", 'HEADER = "Content-Language"', 'HEADER = "baggage"')
    asked, told = journey(tmp_path / "with", recorded=True, package=package)
    assert preflights(asked) > preflights(without[0]) and told["refused"] > without[1]["refused"]
