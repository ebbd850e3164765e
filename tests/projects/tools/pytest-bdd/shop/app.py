from fastapi import FastAPI

app = FastAPI()
carts = {}


def total(items):
    return sum(items)


@app.get("/carts/{cart_id}")
def read_cart(cart_id: int):
    return {"total": total(carts.get(cart_id, []))}
