export function total(prices) {
  return prices.reduce((sum, price) => sum + price, 0)
}

export function shown(cents) {
  return `${(cents / 100).toFixed(2)} EUR`
}
