export async function readCart(base, id) {
  const answer = await fetch(`${base}/cart/${id}`)
  return answer.json()
}
