"""The invoice as a text file."""

from __future__ import annotations

from .models import Order
from .pricing import format_money


def invoice_filename(order: Order) -> str:
    return f"invoice-{order.number}.txt"


def invoice_text(order: Order) -> str:
    lines = [f"Invoice {order.number}", f"Date {order.placed_at:%Y-%m-%d}", ""]
    lines += [
        f"{line.quantity} x {line.name} at {format_money(line.unit_price)}"
        for line in order.lines
    ]
    lines += ["", f"Total {format_money(order.total)}", ""]
    return "\n".join(lines)
