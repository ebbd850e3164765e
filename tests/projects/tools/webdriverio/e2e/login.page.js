import { $, browser } from "@wdio/globals"

class LoginPage {
  get user() { return $("#user") }
  get send() { return $(".send") }
  get error() { return $(".error") }

  async open() {
    await browser.url("/login")
  }

  async logIn(name) {
    await this.user.setValue(name)
    await this.send.click()
  }
}

export default new LoginPage()
