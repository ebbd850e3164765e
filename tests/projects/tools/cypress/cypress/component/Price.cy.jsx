import { mount } from "cypress/react"

import { Price } from "../../web/Price"

it("shows an amount", () => {
  mount(<Price cents={450} />)
  cy.get("#price").should("have.text", "4.50 EUR")
})
