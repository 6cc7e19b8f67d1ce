"""What stood on the shelf at the end of each day, per item; nothing before its first fact.

An item is *counted* from its first opening or count on.  An opening is the day's beginning, so
what was sold that day goes off it; a count is the day's end and holds all of that day.
"""

from dataclasses import dataclass

import numpy as np

from automations.stock.arrays import Flags, Ints
from automations.stock.movements import ISSUE, OPENING, SALE, Flow, Moved

FAR = np.int64(2**40)  #: the start of an item that was never counted
SPAN = 1 << 20  #: more days than there are, so that item and day make one key


@dataclass(frozen=True)
class Ledger:
    """Closing pieces at every day on which an item moved or was counted, sorted by item and day."""

    size: int  #: items of the shop
    flow: Flow  #: the movements that count: from each item's start on
    start: Ints  #: first day of each item, ``FAR`` without
    key: Ints  #: item and day of each cell, see ``cell_key``
    close: Ints  #: pieces at that day's end

    @property
    def counted(self) -> Flags:
        """Items with an opening or a count."""
        return self.start < FAR

    def closing(self, item: Ints, day: Ints) -> Ints:
        """Pieces at the end of *day*; only meaningful from the item's start on, else 0."""
        at = np.searchsorted(self.key, cell_key(item, day), side="right") - 1
        cells = np.append(self.key, -1)[at] // SPAN
        return np.where((at >= 0) & (cells == item), np.append(self.close, 0)[at], 0)

    def on_hand(self, day: int) -> Ints:
        """Pieces of every item at the end of *day*."""
        return self.closing(np.arange(self.size), np.full(self.size, day, np.int64))


def cell_key(item: Ints, day: Ints) -> Ints:
    """One sortable number of an item and a day since 1970."""
    return item * SPAN + day


def ledger_of(moved: Moved, size: int) -> Ledger:
    """The ledger of *size* items; the order of the movements changes nothing."""
    counts = moved.counts
    start = np.full(size, FAR, np.int64)
    opened = moved.flow.where(moved.flow.kind == OPENING)
    np.minimum.at(start, opened.item, opened.day)
    np.minimum.at(start, counts.item, counts.day)
    flow = moved.flow.where(moved.flow.day >= start[moved.flow.item])
    moves, counted = cell_key(flow.item, flow.day), cell_key(counts.item, counts.day)
    key = np.unique(np.concatenate([moves, counted]))
    change = np.bincount(np.searchsorted(key, moves), weights=flow.delta, minlength=len(key))
    close = _closings(key, change.astype(np.int64), np.searchsorted(key, counted), counts.qty)
    return Ledger(size, flow, start, key, close)


def _closings(key: Ints, change: Ints, counted_at: Ints, counted: Ints) -> Ints:
    """Running sums within an item, set right by each count and carried on from there."""
    run = np.cumsum(change)
    cells = np.arange(len(key))
    items = key // SPAN
    first = np.searchsorted(items, items)  # the first cell of the item
    before = np.append(0, run)[first]
    held = np.zeros(len(key), np.int64)
    held[counted_at] = counted
    is_count = np.zeros(len(key), bool)
    is_count[counted_at] = True
    latest = np.maximum.accumulate(np.where(is_count, cells, -1)) if len(key) else cells
    after_count = latest >= first
    at = np.where(after_count, latest, 0)
    return np.where(after_count, run - run[at] + held[at], run - before) if len(key) else run


def per_day(flow: Flow, keep: Flags, size: int, first_day: int, days: int) -> Ints:
    """Pieces of the *keep* movements by item (rows) and day (columns) of a window."""
    place = flow.day - first_day
    inside = keep & (place >= 0) & (place < days)
    cell = flow.item[inside] * days + place[inside]
    sums = np.bincount(cell, weights=flow.qty[inside], minlength=size * days)
    return sums.astype(np.int64).reshape(size, days)


def sold_and_there(ledger: Ledger, first_day: int, days: int) -> tuple[Ints, Flags]:
    """Pieces sold by item and day of a window, and whether any piece was there that day.

    A day before the item's start says nothing and is not *there*.  A day that began empty and
    got no goods is a stock-out day, unless something was sold all the same.
    """
    size, flow = ledger.size, ledger.flow
    sold = per_day(flow, flow.kind == SALE, size, first_day, days)
    came = per_day(flow, flow.kind < ISSUE, size, first_day, days)
    item = np.repeat(np.arange(size), days)
    day = np.tile(np.arange(first_day, first_day + days), size)
    began = ledger.closing(item, day - 1).reshape(size, days)
    known = (day >= ledger.start[item]).reshape(size, days)
    return sold, known & ((began > 0) | (came > 0) | (sold > 0))
