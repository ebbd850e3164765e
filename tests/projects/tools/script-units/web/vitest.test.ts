import { describe, expect, it } from "vitest"

import { total } from "./price"

describe("total", () => {
  it("is nothing for nothing", () => {
    expect(total([])).toBe(0)
  })

  describe("of many", () => {
    it.skip("is for later", () => {})
  })
})
