import json
import os
import shutil
from urllib.parse import urlencode

import pytest

ROUNDS = int(os.environ.get("ROUNDS", "1"))
#: Application → its two origins.
ORIGINS = json.loads(os.environ["ORIGINS"])
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_generate_tests(metafunc):
    metafunc.parametrize("turn", range(ROUNDS))
    metafunc.parametrize("app", ORIGINS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return browser_type_launch_args | {"executable_path": chromium, "args": CHROMIUM}


@pytest.fixture
def ask(page, request, turn, app):
    """Open the page, have it call, and wait until it is done.  The key is the test's own name."""

    def open_page(*calls):
        base, other = ORIGINS[app]
        key = request.node.nodeid
        page.goto(f"{base}/page?{urlencode({'key': key, 'calls': ','.join(calls), 'other': other})}")
        page.wait_for_function("document.querySelector('#said').textContent.endsWith('done')")
        said = page.inner_text("#said").removesuffix(" done").split(" | ")
        assert "failed" not in said
        return said

    return open_page
