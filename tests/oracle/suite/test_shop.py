"""Six journeys that make the application run different things; the answers are checked too."""


def test_price(ask):
    assert ask("price") == ["19"]


def test_price_of_another_origin(ask):
    assert ask("price@other", "stock@other") == ["19", "7"]


def test_rows(ask):
    assert ask("rows", "shipping") == ["0 1 2", "free"]


def test_order_and_mail(ask):
    assert ask("order", "mail") == ["7", "sent"]


def test_mail_of_another_origin(ask):
    assert ask("mail@other", "rows@other") == ["sent", "0 1 2"]


def test_nothing_but_the_page(ask):
    assert ask() == ["nothing"]
