module.exports = {
  before(browser) {
    browser.url("/login")
  },

  "refuses a stranger": function (browser) {
    browser
      .url("/login")
      .setValue("#user", "eve")
      .click(".send")
      .assert.textEquals(".error", "Unknown user")
  },

  "leads to the cart"(browser) {
    browser.url("/login").setValue("#user", "ann").click(".send")
    browser.assert.titleEquals("Shop: cart")
    browser.end()
  },
}
