from datetime import datetime
from decimal import Decimal

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shop.models import Base
from shop.permissions import Role
from shop.repository import Repository
from shop.seed import EMAILS, seed_demo


def test_revenue_counts_every_piece() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        seed_demo(session)
        repository = Repository(session)
        repository.place_order(
            repository.user_by_email(EMAILS[Role.CUSTOMER]),
            [repository.product("tea-assam").line(3)],
            Decimal("37.50"),
            ship_to="Anna",
            payment="payment-1",
            placed_at=datetime(2024, 5, 1),
        )
        assert repository.revenue_by_product() == [
            ("Assam Breakfast", Decimal("37.50"))
        ]
    engine.dispose()
