import { Verifier } from "@pact-foundation/pact"

test("the shop keeps its promises", () =>
  new Verifier({ provider: "shop", providerBaseUrl: "http://localhost:5000", pactUrls: ["pacts/web-shop.json"] }).verifyProvider())
