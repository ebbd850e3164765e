FREE_DAYS = 28


def fee_of(days):
    """Ten cents for each day over four weeks, at most five."""
    late = max(0, days - FREE_DAYS)
    return min(5.0, late * 0.1)


def may_renew(days, returned):
    return not returned and days < FREE_DAYS


def notice_for(days):
    if days > FREE_DAYS:
        return "Please bring this book back soon"
    return ""
