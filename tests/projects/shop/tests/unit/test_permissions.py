from shop.permissions import Role, can_refund


def test_only_managers_refund() -> None:
    assert [role for role in Role if can_refund(role)] == [Role.MANAGER]
