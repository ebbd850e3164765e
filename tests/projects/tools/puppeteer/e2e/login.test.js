const puppeteer = require("puppeteer")

const BASE = "http://localhost:5000"

describe("logging in", () => {
  let browser
  let page

  beforeAll(async () => {
    browser = await puppeteer.launch()
    page = await browser.newPage()
  })
  afterAll(() => browser.close())

  test.each([["eve"], ["mallory"]])("refuses %s", async (name) => {
    await page.goto(`${BASE}/login`)
    await page.type("#user", name)
    await page.click(".send")
    const error = await page.$eval(".error", (element) => element.textContent)
    expect(error).toBe("Unknown user")
  })

  it("leads to the cart", async () => {
    await page.goto(`${BASE}/login`)
    await page.type("#user", "ann")
    await page.click(".send")
    expect(await page.title()).toBe("Shop: cart")
  })
})
