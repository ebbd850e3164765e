import { type Locator, type Page, test as base } from "@playwright/test"

export class LoginPage {
  readonly error: Locator

  constructor(private readonly page: Page) {
    this.error = page.locator(".error")
  }

  async open() {
    await this.page.goto("/login")
  }

  async logIn(name: string) {
    await this.page.locator("#user").fill(name)
    await this.page.getByRole("button", { name: "Log in" }).click()
  }
}

export const test = base.extend<{ login: LoginPage }>({
  login: async ({ page }, use) => {
    const login = new LoginPage(page)
    await login.open()
    await use(login)
  },
})
