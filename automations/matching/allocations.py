"""``N4201=100000; N4204``: orders with amounts, as people type them and *Cocok Ke* holds them."""

import datetime as dt
import re
from functools import lru_cache

from sheet_schema.amounts import Unreadable, parse_rupiah

Shares = tuple[tuple[str, int | None], ...]


@lru_cache(maxsize=65_536)
def parse_shares(text: str) -> Shares | None:
    """Orders with their rupiah (None: as much as fits); None when it cannot be read."""
    found: list[tuple[str, int | None]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;,\n]", text))):
        order_no, _, amount = (piece.strip() for piece in part.partition("="))
        if not re.fullmatch(r"[A-Za-z0-9/._-]{1,40}", order_no):
            return None
        rupiah = parse_rupiah(amount) if amount else None
        if isinstance(rupiah, Unreadable) or (rupiah is not None and rupiah <= 0):
            return None
        found.append((order_no.upper(), rupiah))
    return tuple(found)


def format_shares(shares: "list[tuple[str, int]]") -> str:
    """The text of *Cocok Ke*: one order alone, several with their rupiah."""
    if len(shares) == 1:
        return shares[0][0]
    return "; ".join(f"{order_no}={amount}" for order_no, amount in sorted(shares))


def pay_by(complete_at: dt.datetime, due_hours: int) -> dt.datetime:
    """Until when an order waits for its money."""
    return complete_at + dt.timedelta(hours=due_hours)


def expired(
    complete_at: dt.datetime | None, due_hours: int, now: dt.datetime, until: dt.date | None
) -> bool:
    """HANGUS: too late, and the statement shows the whole last day without the money.

    *until* is the newest day of the statement; a stale or missing one expires nothing.
    """
    if complete_at is None or until is None:
        return False
    limit = pay_by(complete_at, due_hours)
    return now > limit and until > limit.date()
