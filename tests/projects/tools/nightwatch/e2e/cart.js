describe("the cart", function () {
  it("costs nothing when it is empty", function (browser) {
    browser.navigateTo("/cart")
    browser.expect.element("#total").text.to.equal("0.00 EUR")
  })
})
