"""``pyramid init --fixture``: the file that labels browser tests in TypeScript."""

from __future__ import annotations

import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

from pyramid_recorder.labels import token_in
from pyramid_recorder.records import read

#: As much of the test runner as the fixture touches: it runs the fixture for two tests.
RUNNER = """
export const expect = 'expect';
export const test = { extend: (fixtures) => fixtures };
"""
MAIN = """
import { test, expect } from './label.ts';
for (const title of ['buys', 'pays “twice”'])
  await test.extraHTTPHeaders(
    { extraHTTPHeaders: { 'x-own': '1' } },
    async (headers) => console.log(JSON.stringify(headers), expect),
    { titlePath: ['shop.spec.ts', 'cart', title], file: process.cwd() + '/tests/shop.spec.ts' },
  );
"""


def test_the_fixture_labels_and_names_each_test(project: Path, run) -> None:
    ran = run("init", "--fixture", "label.ts")
    assert ran.status == 0 and "Wrote label.ts" in ran.out
    package = project / "node_modules" / "@playwright" / "test"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"type": "module", "main": "index.js"}')
    (package / "index.js").write_text(RUNNER)
    (project / "package.json").write_text('{"type": "module"}')
    (project / "main.mjs").write_text(MAIN, encoding="utf-8")
    node = str(compute_driver_executable()[0])
    done = subprocess.run([node, "main.mjs"], cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    record = read([project / ".pyramid-records"])
    assert {name for name, _, _ in record.tests()} == {
        "tests/shop.spec.ts::cart \u203a buys",
        "tests/shop.spec.ts::cart \u203a pays “twice”",
    }
    assert {token_in(line) for line in done.stdout.splitlines()} == set(record.askers)
    assert all('"x-own":"1"' in line and line.endswith(" expect") for line in done.stdout.splitlines())
    assert all(asker.ended for asker in record.askers.values())


def test_a_file_that_is_there_stays(project: Path, run) -> None:
    (project / "label.ts").write_text("mine")
    ran = run("init", "--fixture", "label.ts")
    assert ran.status == 2 and "(fixture-exists)" in ran.err
    assert (project / "label.ts").read_text() == "mine"
