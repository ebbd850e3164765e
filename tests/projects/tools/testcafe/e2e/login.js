import { Selector } from "testcafe"

import login from "./page"

fixture`Logging in`.page`http://localhost:5000/login`

for (const name of ["eve", "mallory"]) {
  test(`refuses ${name}`, async (t) => {
    await login.logIn(name)
    await t.expect(login.error.innerText).eql("Unknown user")
  })
}

test("leads to the cart", async (t) => {
  await login.logIn("ann")
  await t.expect(Selector("title").textContent).eql("Shop: cart")
})

test.page("http://localhost:5000/cart")("an empty cart costs nothing", async (t) => {
  await t.expect(Selector("#total").innerText).eql("0.00 EUR")
})
