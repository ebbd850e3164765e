"""Tests in TypeScript under Playwright Test, with the fixture file that ``pyramid init`` writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pyramid.cli import main

from .oracles import load

harness = load()
NPM = Path(os.environ.get("PYRAMID_TEST_NPM", "/nowhere")) / "node_modules"
pytestmark = pytest.mark.skipif(
    not (NPM / "@playwright" / "test").is_dir(), reason="PYRAMID_TEST_NPM has no @playwright/test"
)
CONFIGURATION = """
import { defineConfig } from '@playwright/test';
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
const launchOptions = { executablePath: process.env.CHROMIUM, args };
export default defineConfig({
  testDir: 'tests', workers: 2, fullyParallel: true, retries: 1, reporter: 'line', use: { launchOptions },
});
"""
#: The key in the application's log is the test's own name, in the address.
SUITE = """
import { test, expect } from '../label';
const [base, other] = [process.env.BASE!, process.env.OTHER!];
const query = (calls: string) => {
  const key = `tests/shop.spec.ts::${test.info().titlePath.slice(1).join(' \\u203a ')}`;
  return new URLSearchParams({ key, calls, other });
};
const ask = async (page, calls: string) => {
  await page.goto(`${base}/page?${query(calls)}`);
  await expect(page.locator('#said')).toHaveText(/done$/, { timeout: 20_000 });
};
test('price', async ({ page }) => ask(page, 'price'));
test.describe('cart', () => {
  test('of another origin', async ({ page }) => ask(page, 'stock@other,mail@other'));
  test('in a second context', async ({ browser }) => {
    const context = await browser.newContext();
    await ask(await context.newPage(), 'order');
    await context.close();
  });
  test('by a request', async ({ request }) => {
    expect((await request.get(`${base}/call/shipping?${query('')}`)).ok()).toBeTruthy();
  });
  test('at the second try', async ({ page }) => {
    await ask(page, 'rows');
    expect(test.info().retry).toBe(1);
  });
});
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(NPM)
    (tmp_path / "playwright.config.ts").write_text(CONFIGURATION)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "shop.spec.ts").write_text(SUITE, encoding="utf-8")
    assert main(["init", "--fixture", str(tmp_path / "label.ts")]) == 0
    return tmp_path


def browse(project: Path, *, recorded: bool) -> str:
    """Run the suite against two origins of the application."""
    variables = harness.environment(project, project / ".pyramid-records")
    if not recorded:
        variables = {name: value for name, value in variables.items() if not name.startswith("PYRAMID")}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    with (
        harness.served(harness.SERVERS["flask"], variables) as base,
        harness.served(harness.SERVERS["flask"], variables) as other,
    ):
        done = subprocess.run(
            [str(NPM / ".bin" / "playwright"), "test"],
            cwd=project,
            env={**kept, "CHROMIUM": chromium, "BASE": base, "OTHER": other},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0 and "4 passed" in done.stdout and "1 flaky" in done.stdout, done.stdout
    return base


def test_the_record_is_the_log(project: Path) -> None:
    browse(project, recorded=True)
    found = harness.compare(project, project / ".pyramid-records")
    assert found.exact, f"{found}: {sorted(found.oracle ^ found.recorded)}"
    assert len({test for test, _ in found.oracle}) == 5
    assert not found.record.unseen() and not found.record.unanswered()


def test_a_server_without_the_recorder_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = browse(project, recorded=False)
    assert main(["combine", "--root", str(project)]) == 2
    said = capsys.readouterr().err
    assert "(label-without-recorder)" in said and base in said and "tests/shop.spec.ts::price" in said
