"""Kode unik as the order book deals them: least recently used first, after a rest.

Open orders never share a code.  1–499 serve a small shop; 500–999 join when those run out.
"""

import datetime as dt
import heapq
from collections import deque

_REST_AFTER_PAYMENT = dt.timedelta(days=3)
_REST_AFTER_EXPIRY = dt.timedelta(days=7)


class CodePool:
    """Codes that are free, resting or out with an order."""

    def __init__(self) -> None:
        """All of 1–499 are free."""
        self._free = deque(range(1, 500))
        self._resting: list[tuple[dt.datetime, int]] = []
        self._widened = False

    def take(self, at: dt.datetime) -> int:
        """A code that no open order has at this moment."""
        while self._resting and self._resting[0][0] < at:
            self._free.append(heapq.heappop(self._resting)[1])
        if not self._free and not self._widened:
            self._widened = True
            self._free.extend(range(500, 1000))
        if not self._free:
            raise ValueError("more than 999 orders are open at once")
        return self._free.popleft()

    def settled(self, code: int, at: dt.datetime) -> None:
        """The order was paid or cancelled at this moment."""
        heapq.heappush(self._resting, (at + _REST_AFTER_PAYMENT, code))

    def expired(self, code: int, at: dt.datetime) -> None:
        """The order was never paid; *at* is when its time to pay ran out."""
        heapq.heappush(self._resting, (at + _REST_AFTER_EXPIRY, code))
