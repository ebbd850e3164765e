import { shown, total } from "./price"

describe("prices", () => {
  it.each([[[1, 2], 3], [[], 0]])("adds %j", (prices, sum) => {
    expect(total(prices)).toBe(sum)
  })

  test("are shown", () => {
    expect(shown(450)).toEqual("4.50 EUR")
  })
})
