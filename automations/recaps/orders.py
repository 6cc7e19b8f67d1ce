"""Chat and counter orders as arrays of a day: what counts, what it is worth, what is left out.

Definitions: workbook.md 8.  Which order counts and on which day is decided by derive_status.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from automations.recaps.axis import (
    NEVER,
    Flags,
    Floats,
    Ints,
    amounts,
    at_or,
    day_numbers,
    join,
    texts,
    truths,
)
from automations.workbook.tables import Tables
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_statuses import ORDER_MONEY, ORDER_STATUSES

#: Cost of one piece of (item keys, days): NaN where it is not known.
CostOf = Callable[[Sequence[str], Ints], Floats]


@dataclass(frozen=True)
class Orders:
    """Every order of ``order_facts``, one place an order; ``NEVER`` and NaN are blanks."""

    numbers: npt.NDArray[np.object_]
    ordered: Ints
    day: Ints  #: Tanggal omzet; ``NEVER`` while it does not count
    status: npt.NDArray[np.object_]
    left_out: Flags  #: ⛔× or incomplete, not cancelled
    cancelled: Flags
    revenue: Floats  #: NaN while it does not count
    worth: Floats  #: goods less discount at today's prices, NaN without a price
    total: Floats
    outstanding: Floats
    discount: Floats
    shipping: Floats
    unique_code: Floats
    proven: Floats
    proven_day: Ints
    seen: Flags  #: Uang Masuk is filled, or cash over the counter
    seen_at: Ints  #: day the money was seen
    down_payment: Floats
    kind: npt.NDArray[np.object_]
    phone: npt.NDArray[np.object_]
    sent_day: Ints
    sent: Flags

    @property
    def counts(self) -> Flags:
        """Valid orders with a day."""
        known: Flags = self.day != NEVER
        return known


def orders_of(tables: Tables) -> Orders:
    """The orders as arrays; an order without a status counts for nothing."""
    facts, statuses = tables[ORDER_FACTS], tables[ORDER_STATUSES]
    money, book = tables[ORDER_MONEY], tables[ORDER_BOOK]
    numbers = facts[ORDER_FACTS.order_no]
    at = join(statuses[ORDER_STATUSES.order_no], numbers)
    paid = join(money[ORDER_MONEY.order_no], numbers)
    noted = join(book[ORDER_BOOK.order_no], numbers)
    valid = at_or(truths(statuses[ORDER_STATUSES.counts]), at, blank=False)
    revenue = at_or(amounts(statuses[ORDER_STATUSES.revenue_idr]), at, np.nan)
    day = at_or(day_numbers(statuses[ORDER_STATUSES.revenue_on]), at, NEVER)
    kind = texts(facts[ORDER_FACTS.payment_kind])
    valid &= ~np.isnan(revenue) & (day != NEVER)
    cancelled = at_or(texts(statuses[ORDER_STATUSES.status]), at, "") == "cancelled"
    wrong = truths(facts[ORDER_FACTS.excluded]) | truths(facts[ORDER_FACTS.incomplete])
    seen_at = at_or(day_numbers(book[ORDER_BOOK.money_seen_at]), noted, NEVER)
    return Orders(
        texts(numbers),
        day_numbers(facts[ORDER_FACTS.ordered_on]),
        np.where(valid, day, NEVER),
        at_or(texts(statuses[ORDER_STATUSES.status]), at, ""),
        wrong & ~valid & ~cancelled & (texts(facts[ORDER_FACTS.cancel_reason]) == ""),
        cancelled,
        np.where(valid, revenue, np.nan),
        amounts(facts[ORDER_FACTS.subtotal_idr]) - amounts(facts[ORDER_FACTS.discount_idr]),
        at_or(amounts(statuses[ORDER_STATUSES.total_idr]), at, np.nan),
        np.nan_to_num(at_or(amounts(statuses[ORDER_STATUSES.outstanding_idr]), at, np.nan)),
        np.nan_to_num(amounts(facts[ORDER_FACTS.discount_idr])),
        np.nan_to_num(amounts(facts[ORDER_FACTS.shipping_fee_idr])),
        np.nan_to_num(at_or(amounts(book[ORDER_BOOK.unique_code]), noted, np.nan))
        * (kind == "transfer"),
        np.nan_to_num(at_or(amounts(money[ORDER_MONEY.proven_idr]), paid, np.nan)),
        at_or(day_numbers(money[ORDER_MONEY.proven_on]), paid, NEVER),
        (texts(facts[ORDER_FACTS.money_seen_by]) != "")
        | (truths(facts[ORDER_FACTS.counter_sale]) & np.isin(kind.astype(str), ("cash", "qris"))),
        np.where(seen_at == NEVER, np.where(valid, day, NEVER), seen_at),
        amounts(facts[ORDER_FACTS.down_payment_idr]),
        kind,
        texts(facts[ORDER_FACTS.phone]),
        at_or(day_numbers(book[ORDER_BOOK.sent_at]), noted, NEVER),
        at_or(truths(statuses[ORDER_STATUSES.sent]), at, blank=False),
    )


@dataclass(frozen=True)
class SoldLines:
    """Lines of valid sales: day of the revenue, item, pieces, cost and omzet (NaN unknown)."""

    day: Ints
    item: npt.NDArray[np.object_]
    qty: Ints
    cost: Floats


def sold_lines(tables: Tables, orders: Orders, cost_of: CostOf, today: int) -> SoldLines:
    """The lines of counting orders; cost of the day sent, of *today* while not sent."""
    lines = tables[ORDER_LINES]
    at = join(pd.Series(orders.numbers, dtype=object), lines[ORDER_LINES.order_no])
    qty = lines[ORDER_LINES.qty].to_numpy(dtype=np.int64, na_value=0)
    keep = at_or(orders.counts, at, blank=False) & (qty > 0)
    at, qty = at[keep], qty[keep]
    item = texts(lines[ORDER_LINES.item])[keep]
    left = np.where(orders.sent[at] & (orders.sent_day[at] != NEVER), orders.sent_day[at], today)
    return SoldLines(orders.day[at], item, qty, np.round(cost_of(item.tolist(), left) * qty))
