import assert from "node:assert/strict"
import { test } from "node:test"

import { total } from "./price.js"

test("adds", async (t) => {
  assert.equal(total([1, 2]), 3)
  await t.test("nothing", () => assert.equal(total([]), 0))
})
