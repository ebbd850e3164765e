import { shown, total } from "./price"

export function Cart({ prices }) {
  return prices.length ? <b>{shown(total(prices))}</b> : <i>Nothing here</i>
}
