import { expect, test as plain } from "@playwright/test"

import { test } from "./pages"

test.describe("logging in", () => {
  for (const name of ["eve", "mallory"]) {
    test(`refuses ${name}`, async ({ login }) => {
      await login.logIn(name)
      await expect(login.error).toHaveText("Unknown user")
    })
  }

  test("leads to the cart", async ({ login, page }) => {
    await login.logIn("ann")
    await expect(page).toHaveTitle("Shop: cart")
  })
})

plain("an empty cart costs nothing", async ({ page }) => {
  await page.goto("/cart")
  await expect(page.locator("#total")).toHaveText("0.00 EUR")
})

plain("an item that is not there", async ({ request }) => {
  const answer = await request.get("/api/items/plate")
  expect(answer.status()).toBe(404)
})

plain("a page with a stubbed answer", async ({ page }) => {
  await page.route("**/api/items/tea", (route) => route.fulfill({ json: { price: 1 } }))
  await page.goto("/item")
  await expect(page.locator("#price")).toHaveText("0.01 EUR")
})
