import http from "k6/http"
import { check, group } from "k6"

const base = __ENV.HOST || "http://localhost:5000"

export default function () {
  group("read", () => {
    check(http.get(`${base}/cart/3`), { ok: answer => answer.status === 200 })
  })
  http.post(`${base}/cart/items`, JSON.stringify({ sku: "apple" }))
}
