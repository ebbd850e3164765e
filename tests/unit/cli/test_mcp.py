"""``pyramid mcp``, driven by the protocol's own client over a real pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

ROOT = Path(__file__).resolve().parents[3]
FILES = {
    "pyproject.toml": '[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n',
    "shop/__init__.py": "",
    "shop/coupon.py": (
        'def discount(total, code):\n    if code == "SPRING" and total > 100:\n'
        "        return total // 10\n    return 0\n"
    ),
    "shop/views.py": (
        "from flask import Flask, render_template\nfrom shop.coupon import discount\n\n"
        "app = Flask(__name__)\n\n\n"
        '@app.get("/cart")\ndef cart():\n'
        '    return render_template("cart.html", discount=discount(200, "SPRING"))\n'
    ),
    "shop/templates/cart.html": '<p id="discount">{{ discount }}</p>\n',
    "tests/e2e/test_coupon.py": (
        "from playwright.sync_api import Page, expect\n\n\ndef test_coupon(page: Page):\n"
        '    page.goto("/cart")\n    expect(page.locator("#discount")).to_have_text("20")\n'
    ),
    "trap.py": "raise SystemExit('imported')\n",
}
UNIT = (
    'from shop.coupon import discount\n\n\ndef test_discount():\n    assert discount(200, "SPRING") == 20\n'
)
Ask = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "shop-root"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def talk(root: Path, conversation: Callable[[Client], Any]) -> Any:
    """Hold a conversation with a server of its own process."""
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "pyramid", "mcp", "--root", str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=str(root),
    )

    async def held() -> Any:
        async with Client(stdio_client(parameters)) as client:
            return await conversation(client)

    return anyio.run(held)


async def ask(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    assert found["evidence"]["level"] in ("measured", "inferred")
    return found


def test_the_tools_only_read(project: Path) -> None:
    async def conversation(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = talk(project, conversation)
    assert [tool.name for tool in tools] == ["audit", "why", "tests_for", "gaps", "recommendations"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_from_the_audit_to_the_lower_test(project: Path) -> None:
    """What an agent does, step by step, in one conversation."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    async def conversation(client: Client) -> Any:
        audit = await ask(client, "audit")
        assert audit["shape"]["layers"]["e2e"] == 1 and audit["counts"]["PYR101"] == 1
        assert {each["evidence"] for each in audit["findings"]} == {"inferred"}
        assert (await ask(client, "audit", path="shop/views.py"))["total"] == 0

        (card,) = (await ask(client, "recommendations"))["recommendations"]
        assert card["seam"]["function"].endswith("discount") and card["measured"] is False

        why = await ask(client, "why", subject=card["check"])
        assert why["checks"][0]["check"]["line"] == 6

        tests = await ask(client, "tests_for", subject="discount")
        assert [each["how"] for each in tests["functions"][0]["tests"]] == ["inferred"]

        (gap,) = (await ask(client, "gaps", path="shop"))["gaps"]
        assert (gap["code"], gap["evidence"]) == ("PYR201", "inferred")

        assert {path: path.read_bytes() for path in before} == before  # nothing was changed
        (project / "tests" / "unit").mkdir()
        (project / "tests" / "unit" / "test_coupon.py").write_text(UNIT)
        tests = await ask(client, "tests_for", subject="discount")
        assert {each["layer"] for each in tests["functions"][0]["tests"]} == {"e2e", "unit"}
        assert (await ask(client, "gaps"))["total"] == 0
        return True

    assert talk(project, conversation)


def test_errors_say_the_next_step(project: Path) -> None:
    async def conversation(client: Client) -> Any:
        found = []
        for tool, arguments in (
            ("why", {"subject": "shop/nowhere.py:3"}),
            ("tests_for", {"subject": "discont"}),
            ("audit", {"changed_since": "--output=x"}),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            found.append(result.content[0].text)
        return found

    told = talk(project, conversation)
    assert all("Next: " in text and "Traceback" not in text for text in told)
    assert "Did you mean" in told[1]


def test_a_change(project: Path) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(("git", *identity, *words), cwd=project, check=True)
    more = FILES["tests/e2e/test_coupon.py"].replace("test_coupon", "test_again")
    (project / "tests" / "e2e" / "test_again.py").write_text(more)

    async def conversation(client: Client) -> Any:
        return await ask(client, "audit", changed_since="HEAD")

    found = talk(project, conversation)
    assert [each["place"] for each in found["findings"]] == ["tests/e2e/test_again.py:6"]
    assert found["before"]["e2e"] == 1 and found["shape"]["layers"]["e2e"] == 2
