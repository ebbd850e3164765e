import dredd_hooks as hooks


@hooks.before("/cart/items > POST > 201")
def a_cart(transaction):
    transaction["request"]["body"] = "{}"
