"""The documented helper for Cypress: the half that runs in node is run, the half in the browser is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

from pyramid_recorder.labels import token_in
from pyramid_recorder.records import read

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "record-cypress.md"
MAIN = """
const tasks = require('./label.js');
console.log(`x-pyr-${tasks.label('cart.cy.js::cart \\u203a buys')}`);
tasks.answered({ name: 'cart.cy.js::cart \\u203a buys', origin: 'http://127.0.0.1:8000' });
tasks.over('cart.cy.js::cart \\u203a buys');
"""


def test_the_tasks_write_a_record(tmp_path: Path) -> None:
    block = re.findall(r"^```js\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "label.js").write_text(block, "utf-8")
    (tmp_path / "main.js").write_text(MAIN, "utf-8")
    node = str(compute_driver_executable()[0])
    done = subprocess.run([node, "main.js"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    record = read([tmp_path / ".pyramid-records"])
    asker = record.asker(token_in(done.stdout))
    assert (asker.name, asker.kind, asker.sent) == (
        "cart.cy.js::cart \u203a buys",
        "test",
        {"http://127.0.0.1:8000"},
    )
    assert asker.ended and record.unanswered() == {asker.name: ("http://127.0.0.1:8000",)}
