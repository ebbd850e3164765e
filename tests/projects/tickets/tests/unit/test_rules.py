import pytest

from tickets.rules import Ticket, priority_of


@pytest.mark.parametrize(("votes", "priority"), [(0, "low"), (1, "normal"), (11, "high")])
def test_priority_of(votes, priority):
    assert priority_of(Ticket("x", votes=votes)) == priority
