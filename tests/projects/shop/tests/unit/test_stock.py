import pytest

from shop.stock import OutOfStock, StockLevel, reserve, stock_label


def test_reserving_lowers_what_is_available() -> None:
    assert reserve(StockLevel(on_hand=3), 2).available == 1


def test_more_than_available_cannot_be_reserved() -> None:
    with pytest.raises(OutOfStock):
        reserve(StockLevel(on_hand=3), 4)


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (StockLevel(on_hand=6), "In stock"),
        (StockLevel(on_hand=3), "Only 3 left"),
        (StockLevel(on_hand=0, backorder=True), "Available on backorder"),
        (StockLevel(on_hand=0), "Sold out"),
    ],
)
def test_stock_label(level: StockLevel, label: str) -> None:
    assert stock_label(level) == label
