"""The only reader of the clock."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

Now = Callable[[], dt.datetime]


def shop_clock(zone: str) -> Now:
    """A function that returns the wall-clock time of *zone*, without zone, to the second."""
    info = ZoneInfo(zone)
    return lambda: dt.datetime.now(info).replace(tzinfo=None, microsecond=0)
