"""What a cart costs."""


def total(prices: list[int], voucher: str = "") -> int:
    """The sum in cents, a tenth less with a voucher."""
    amount = sum(prices)
    return amount * 9 // 10 if voucher == "TENTH" else amount


def shown(cents: int) -> str:
    """An amount as people read it."""
    return f"{cents // 100}.{cents % 100:02d} EUR"
