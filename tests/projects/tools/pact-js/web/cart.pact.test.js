import { PactV3 } from "@pact-foundation/pact"

import { readCart } from "./cart"

const provider = new PactV3({ consumer: "web", provider: "shop" })

describe("the cart", () => {
  it("is read", () => {
    provider
      .given("a cart with one item")
      .uponReceiving("a request for a cart")
      .withRequest({ method: "GET", path: "/cart/3" })
      .willRespondWith({ status: 200, body: { total: 3 } })
    return provider.executeTest(async (server) => {
      expect((await readCart(server.url, 3)).total).toBe(3)
    })
  })
})
