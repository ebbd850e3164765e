"""What every oracle application does.  Each function logs that it ran, under the key it is given.

The key comes from the address of the request, as an argument; nothing here looks at a header.
"""

import os

_LOG = os.open(os.environ["ORACLE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def log(key, name):
    os.write(_LOG, f"{key}\t{name}\n".encode())


def price(key):
    log(key, "price")
    return tax(key)


def tax(key):
    log(key, "tax")
    return "19"


def stock(key):
    log(key, "stock")
    return "7"


def shipping(key):
    log(key, "shipping")
    return "free"


def order(key):
    log(key, "order")
    return stock(key)


def rows(key):
    """A body that is made while it is sent."""
    log(key, "rows")
    for number in range(3):
        yield row(key, number)


def row(key, number):
    log(key, "row")
    return f"{number}\n"


def mail(key):
    """What a pool, a thread or a task does."""
    log(key, "mail")
    return "sent"


CALLS = {"price": price, "stock": stock, "shipping": shipping, "order": order}

#: Calls each address in turn, on this origin and on the other one, and says when it is done.
PAGE = """<!doctype html><title>shop</title><p id="said"></p>
<script>
(async () => {
  const query = new URLSearchParams(location.search), key = encodeURIComponent(query.get("key"));
  const said = [];
  for (const call of (query.get("calls") || "").split(",").filter(Boolean)) {
    const [name, place] = call.split("@"), put = name === "order";
    const origin = place === "other" ? query.get("other") : "";
    const answer = await fetch(`${origin}/call/${name}?key=${key}`).catch(error => null);
    said.push(answer ? (await answer.text()).trim().replaceAll("\\n", " ") : "failed");
  }
  document.querySelector("#said").textContent = (said.join(" | ") || "nothing") + " done";
})();
</script>"""
#: A server that answers other origins, but allows no header that a browser would ask about.
CORS = [("Access-Control-Allow-Origin", "*")]
