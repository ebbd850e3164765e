export function Price({ cents }) {
  return <b id="price">{(cents / 100).toFixed(2)} EUR</b>
}
