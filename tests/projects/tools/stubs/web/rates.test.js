import { http } from "msw"
import nock from "nock"

test("rates", () => {
  http.get("https://rates.example/v1/rates/:currency", () => {})
  nock("https://other.example").get("/unknown").reply(200)
  expect(1).toBe(1)
})
