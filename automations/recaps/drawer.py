"""Laci: cash in the drawer since it was last counted (workbook.md 2, Kas).

A count is the day's end, as in Stok Masuk; before the first one nothing is known.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from automations.recaps.axis import NEVER, Ints, amounts, date_of, day_number, day_numbers
from automations.recaps.orders import Orders
from automations.workbook.tables import Table
from sheet_schema.cells import fold
from sheet_schema.tabs.cash_entries import CASH_ENTRIES, CashEntry

DRAWER = fold("Laci")
COUNT = fold("Hitung Laci")
MOVE = fold("Pindah Kas")
SAMPLE = fold("contoh")


@dataclass(frozen=True)
class Drawer:
    """Cash by the book, and the day it was last counted."""

    amount_idr: int
    counted_on: dt.date


@dataclass(frozen=True)
class _Entries:
    day: Ints
    change: Ints  #: what it does to the drawer
    count: Ints  #: counted cash, -1 where the entry is no count


def drawer_of(cash: Table[CashEntry], orders: Orders, today: dt.date) -> Drawer | None:
    """The drawer at the end of *today*; ``None`` while it was never counted."""
    entries = _entries(cash)
    last = day_number(today)
    counts = (entries.count >= 0) & (entries.day <= last) & (entries.day != NEVER)
    if not counts.any():
        return None
    counted = int(entries.day[counts].max())
    base = int(entries.count[counts & (entries.day == counted)].max())
    after = (entries.day > counted) & (entries.day <= last)
    paid = orders.counts & (orders.kind == "cash") & (orders.day > counted) & (orders.day <= last)
    takings = int(np.nansum(orders.total[paid]))
    return Drawer(base + int(entries.change[after].sum()) + takings, date_of(counted))


def touched(cash: Table[CashEntry], orders: Orders) -> bool:
    """Whether there is any cash to speak of."""
    entries = _entries(cash)
    return bool(entries.change.any() or (orders.counts & (orders.kind == "cash")).any())


def _entries(cash: Table[CashEntry]) -> _Entries:
    kinds = [fold(kind) for kind in cash[CASH_ENTRIES.category].tolist()]
    own = [fold(account) == DRAWER for account in cash[CASH_ENTRIES.account].tolist()]
    other = [fold(account) == DRAWER for account in cash[CASH_ENTRIES.other_account].tolist()]
    sample = [fold(text) == SAMPLE for text in cash[CASH_ENTRIES.description].tolist()]
    came = np.nan_to_num(amounts(cash[CASH_ENTRIES.money_in_idr])).astype(np.int64)
    left = np.nan_to_num(amounts(cash[CASH_ENTRIES.money_out_idr])).astype(np.int64)
    size = len(kinds)
    change, count = np.zeros(size, np.int64), np.full(size, -1, np.int64)
    for at, kind in enumerate(kinds):
        if sample[at]:
            continue
        if kind == COUNT:
            count[at] = came[at] if own[at] else -1
        elif own[at]:
            change[at] = came[at] - left[at]
        elif other[at] and kind == MOVE:
            change[at] = left[at] - came[at]
    return _Entries(day_numbers(cash[CASH_ENTRIES.entered_on]), change, count)
