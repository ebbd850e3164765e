import { Selector, t } from "testcafe"

class LoginPage {
  constructor() {
    this.user = Selector("#user")
    this.send = Selector(".send")
    this.error = Selector(".error")
  }

  async logIn(name) {
    await t.typeText(this.user, name).click(this.send)
  }
}

export default new LoginPage()
