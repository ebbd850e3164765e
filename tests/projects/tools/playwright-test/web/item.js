export async function show() {
  const answer = await fetch("/api/items/tea")
  const item = await answer.json()
  document.getElementById("root").innerHTML = `<b id="price">${(item.price / 100).toFixed(2)} EUR</b>`
}

show()
