"""Kode unik: which free number gets which code, so that open orders never ask the same.

Codes are 1–499: with prices in multiples of 500 distinct codes give distinct totals
(workbook.md 5).  A code rests after its order is done, then the one unused longest goes first.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HIGHEST = 499
CARRIED = 200  #: how many free numbers carry a code
REST_AFTER_PAYMENT_DAYS = 3
REST_AFTER_EXPIRY_DAYS = 7
_STRIDE = 157  # prime to 499: neighbouring numbers get codes far apart, a slip of a digit shows
_NEVER = dt.datetime(1, 1, 1)  # noqa: DTZ001 - wall clock, like all times here
_PARTS = re.compile(r"(\D*)(\d*)(.*)")


@dataclass(frozen=True)
class CodeHolder:
    """A number that has, or had, a code; *free_from* is None while it may still be asked."""

    order_no: str
    code: int
    last_used_at: dt.datetime | None
    free_from: dt.datetime | None


def number_order(order_no: str) -> tuple[str, int, str]:
    """Sort key of order numbers as people count them: N999 before N1000."""
    shape = _PARTS.fullmatch(order_no)
    assert shape is not None
    return (shape[1], int(shape[2] or 0), shape[3])


def codes_for(
    wanting: Sequence[str], holders: Iterable[CodeHolder], now: dt.datetime
) -> dict[str, int]:
    """A code for each number of *wanting*, in their order; fewer when the codes run out."""
    last: dict[int, dt.datetime] = {}
    taken: set[int] = set()
    for holder in holders:
        used = holder.last_used_at or _NEVER
        last[holder.code] = max(last.get(holder.code, _NEVER), used)
        if holder.free_from is None or holder.free_from > now:
            taken.add(holder.code)
    pool = [(i * _STRIDE) % HIGHEST + 1 for i in range(1, HIGHEST + 1)]
    ready = sorted((code for code in pool if code not in taken), key=lambda c: last.get(c, _NEVER))
    return dict(zip(wanting, ready, strict=False))


def rests_until(paid_at: dt.datetime | None, expired_at: dt.datetime | None) -> dt.datetime | None:
    """When a code may be used again: after payment, else after expiry or cancellation."""
    if paid_at is not None:
        return paid_at + dt.timedelta(days=REST_AFTER_PAYMENT_DAYS)
    if expired_at is not None:
        return expired_at + dt.timedelta(days=REST_AFTER_EXPIRY_DAYS)
    return None
