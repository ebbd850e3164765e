import { $, browser, expect } from "@wdio/globals"

import login from "./login.page.js"

describe("logging in", () => {
  it("refuses a stranger", async () => {
    await login.open()
    await login.logIn("eve")
    await expect(login.error).toHaveText("Unknown user")
  })

  it("leads to the cart", async () => {
    await login.open()
    await login.logIn("ann")
    await expect(browser).toHaveTitle("Shop: cart")
  })
})

describe("the cart", () => {
  it("costs nothing when it is empty", async () => {
    await browser.url("/cart")
    await expect($("#total")).toHaveText("0.00 EUR")
  })
})
