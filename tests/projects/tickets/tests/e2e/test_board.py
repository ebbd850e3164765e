import pytest
from playwright.async_api import async_playwright, expect

BASE = "http://localhost:8000"


@pytest.fixture
async def page():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch()
        yield await browser.new_page()
        await browser.close()


@pytest.mark.asyncio
async def test_a_ticket_shows_its_priority(page):
    await page.goto(f"{BASE}/api/tickets/1/page")
    await expect(page.get_by_test_id("priority")).to_have_text("Priority: high")
    await expect(page.get_by_role("heading", name="Broken lamp")).to_be_visible()


@pytest.mark.asyncio
async def test_a_started_ticket_can_be_closed(page):
    await page.goto(f"{BASE}/api/tickets/2/page")
    await expect(page.get_by_role("button", name="Close")).to_be_visible()
    assert await page.get_by_text("Not yet").count() == 0


@pytest.mark.asyncio
async def test_a_missing_ticket(page):
    answer = await page.request.get(f"{BASE}/api/tickets/99")
    assert answer.status == 404
    body = await answer.json()
    assert body["detail"] == "There is no such ticket"


@pytest.mark.asyncio
async def test_looks(page):
    await page.goto(f"{BASE}/api/tickets/1/page")
    assert await page.screenshot() == open("ticket.png", "rb").read()
