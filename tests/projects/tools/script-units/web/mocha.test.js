const { expect } = require("chai")
const { shown } = require("./price")

suite("shown", function () {
  setup(() => {})

  test("has two digits", () => expect(shown(1)).to.equal("0.01 EUR"))
})
