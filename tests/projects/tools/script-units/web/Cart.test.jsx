import { render, screen } from "@testing-library/react"

import { Cart } from "./Cart"

test("an empty cart says so", () => {
  render(<Cart prices={[]} />)
  expect(screen.getByText("Nothing here")).toBeInTheDocument()
})
