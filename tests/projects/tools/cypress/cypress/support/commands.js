Cypress.Commands.add("logIn", (name) => {
  cy.visit("/login")
  cy.get("#user").type(name)
  cy.get(".send").click()
})
