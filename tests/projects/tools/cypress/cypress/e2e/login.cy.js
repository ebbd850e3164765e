describe("logging in", () => {
  ["eve", "mallory"].forEach((name) => {
    it(`refuses ${name}`, () => {
      cy.logIn(name)
      cy.get(".error").should("have.text", "Unknown user")
    })
  })

  context("as ann", () => {
    beforeEach(() => cy.logIn("ann"))

    it("leads to the cart", () => {
      cy.title().should("eq", "Shop: cart")
    })
  })
})

it("an empty cart costs nothing", () => {
  cy.visit("/cart")
  cy.get("#total").should("contain", "0.00 EUR")
})

it("an item that is not there", () => {
  cy.request({ url: "/api/items/plate", failOnStatusCode: false }).its("status").should("eq", 404)
})

it("a page with a stubbed answer", () => {
  cy.intercept("GET", "/api/items/tea", { body: { price: 1 } })
  cy.visit("/item")
  cy.get("#price").should("have.text", "0.01 EUR")
})
