"""Moving average cost: what is left is worth what was paid, to the rupiah.

Issues take ``value · pieces ÷ stock`` rounded down and the last piece takes the rest, so the
rounding residue is carried and no rupiah is made or lost.  A receipt without a typed cost counts
at Harga Modal of Produk; without that the cost is unknown and stays so until the shelf was empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from automations.stock.arrays import Floats, Ints
from automations.stock.ledger import SPAN, Ledger, cell_key
from automations.stock.movements import ISSUE, RETURN, Counts


@dataclass(frozen=True)
class DayMoves:
    """One item on one day; ``in_value_idr`` is ``None`` when a receipt has no cost."""

    in_qty: int = 0
    in_value_idr: int | None = 0
    back_qty: int = 0  #: came in at the average: parcels back, assembled
    out_qty: int = 0
    counted_qty: int | None = None


@dataclass(frozen=True)
class Worth:
    """Pieces and their value after a day; a value of ``None`` is unknown."""

    qty: int
    value_idr: int | None
    average_idr: float | None  #: of the day's issues
    taken_idr: int | None = 0  #: value that left that day, counted losses included


def roll(moves: Sequence[DayMoves], cost_idr: int | None) -> list[Worth]:
    """The worth after each of *moves*, oldest first, starting from an empty shelf.

    *cost_idr* is Harga Modal of Produk: what is there before anything was received is worth it.
    """
    worth = Worth(0, 0, None if cost_idr is None else float(cost_idr))
    steps = []
    for move in moves:
        worth = _counted(_issued(_received(worth, move), move.out_qty), move.counted_qty)
        steps.append(worth)
    return steps


def _received(worth: Worth, move: DayMoves) -> Worth:
    came = move.in_qty + move.back_qty
    if not came:
        return Worth(worth.qty, worth.value_idr, worth.average_idr)
    back = _at_average(worth.average_idr, move.back_qty)
    if move.in_value_idr is None or back is None:
        return Worth(worth.qty + came, None, None)
    added = move.in_value_idr + back
    if worth.qty <= 0:  # what was short left at the last average; what came is worth its price
        left = worth.qty + came
        return Worth(left, added * left // came if left > 0 else 0, added / came)
    if worth.value_idr is None:
        return Worth(worth.qty + came, None, None)
    value = worth.value_idr + added
    return Worth(worth.qty + came, value, value / (worth.qty + came))


def _issued(worth: Worth, out: int) -> Worth:
    left = worth.qty - out
    if worth.value_idr is None:
        empty = left <= 0
        return Worth(left, 0 if empty else None, None if not empty else worth.average_idr, None)
    if left <= 0:
        over = _at_average(worth.average_idr, out - max(worth.qty, 0))
        taken = None if over is None else worth.value_idr + over
        return Worth(left, 0, worth.average_idr, taken)
    taken = worth.value_idr * out // worth.qty
    return Worth(left, worth.value_idr - taken, worth.average_idr, taken)


def _counted(worth: Worth, counted: int | None) -> Worth:
    if counted is None or counted == worth.qty:
        return worth
    if worth.value_idr is not None and 0 < counted < worth.qty:
        lost = worth.value_idr * (worth.qty - counted) // worth.qty
        taken = None if worth.taken_idr is None else worth.taken_idr + lost
        return Worth(counted, worth.value_idr - lost, worth.average_idr, taken)
    found = _at_average(worth.average_idr, counted - max(worth.qty, 0))
    value = None if found is None or worth.value_idr is None else max(worth.value_idr + found, 0)
    if counted == 0:
        value = 0
    return Worth(counted, value, worth.average_idr, worth.taken_idr)


def _at_average(average_idr: float | None, pieces: int) -> int | None:
    if pieces == 0:
        return 0
    return None if average_idr is None else round(average_idr * pieces)


@dataclass(frozen=True)
class CostBook:
    """The average cost of every item on every day, and what is there now is worth."""

    steady: Floats  #: per item its cost of all days, NaN where it moved or is not known
    key: Ints  #: item and day of each step of the items whose cost moved
    average: Floats  #: from that day on; NaN unknown
    before: Floats  #: per item its cost before the first step
    value: Floats  #: per item, NaN unknown or never counted

    def cost(self, item: Ints, day: Ints) -> Floats:
        """Cost of one piece; NaN where unknown, or for item -1."""
        flat = np.append(self.steady, np.nan)[item]
        if not len(self.key):
            return flat
        at = np.searchsorted(self.key, cell_key(item, day), side="right") - 1
        own = (at >= 0) & (self.key[at] // SPAN == item)
        stepped = np.where(own, self.average[at], np.append(self.before, np.nan)[item])
        return np.where(np.isnan(flat), stepped, flat)


def cost_book(ledger: Ledger, counts: Counts, cost_idr: Floats, today: int) -> CostBook:
    """The costs of all items; *cost_idr* is Harga Modal of Produk per item, NaN where blank."""
    flow = ledger.flow
    bought = flow.where(flow.kind < RETURN)
    own = np.where(np.isnan(bought.cost_idr), cost_idr[bought.item], bought.cost_idr)
    lowest, highest = np.full(ledger.size, np.inf), np.full(ledger.size, -np.inf)
    unknown = np.zeros(ledger.size, bool)
    unknown[bought.item[np.isnan(own)]] = True
    np.fmin.at(lowest, bought.item, own)
    np.fmax.at(highest, bought.item, own)
    np.fmin.at(lowest, np.arange(ledger.size), cost_idr)
    np.fmax.at(highest, np.arange(ledger.size), cost_idr)
    same = (lowest == highest) & ~unknown
    steady = np.where(same, lowest, np.nan)
    moving = np.flatnonzero(
        ~same & ledger.counted & (np.bincount(bought.item, minlength=ledger.size) > 0)
    )
    steady = np.where(
        np.isin(np.arange(ledger.size), moving), np.nan, np.where(same, steady, cost_idr)
    )
    on_hand = ledger.on_hand(today).astype(np.float64)
    value = np.where(ledger.counted, np.maximum(on_hand, 0) * steady, np.nan)
    key, average, worth = _steps(ledger, counts, cost_idr, own, moving)
    value[moving] = worth
    return CostBook(steady, key, average, cost_idr, value)


def _steps(
    ledger: Ledger, counts: Counts, cost_idr: Floats, own: Floats, moving: Ints
) -> tuple[Ints, Floats, Floats]:
    """Steps of the *moving* items with the average from each on, and their worth at the end."""
    keys, moves = _turns(ledger, counts, own, moving)
    places = keys // SPAN
    bounds = np.searchsorted(places, np.append(moving, ledger.size))
    averages: list[float] = []
    worths: list[float] = []
    for at, place in enumerate(moving.tolist()):
        price = None if np.isnan(cost_idr[place]) else int(cost_idr[place])
        steps = roll(moves[bounds[at] : bounds[at + 1]], price)
        averages += [np.nan if step.average_idr is None else step.average_idr for step in steps]
        last = steps[-1].value_idr
        worths.append(np.nan if last is None else float(last))
    return keys, np.array(averages), np.array(worths)


def _turns(
    ledger: Ledger, counts: Counts, own: Floats, moving: Ints
) -> tuple[Ints, list[DayMoves]]:
    """Moves of the *moving* items by item and day; days of mere issues in a row are one move.

    Between two receipts or counts the average stands still, so nothing is lost by it.
    """
    flow = ledger.flow
    price = np.full(len(flow), np.nan)
    price[flow.kind < RETURN] = own
    mine = np.isin(flow.item, moving)
    counted = np.isin(counts.item, moving) & (counts.day >= ledger.start[counts.item])
    count_keys = cell_key(counts.item, counts.day)[counted]
    flow_keys = cell_key(flow.item, flow.day)[mine]
    cells = np.unique(np.concatenate([flow_keys, count_keys]))
    at, kind, qty = np.searchsorted(cells, flow_keys), flow.kind[mine], flow.qty[mine]
    bought = kind < RETURN
    weights = (
        qty * bought,
        np.where(bought, qty * price[mine], 0.0),
        qty * (kind == RETURN),
        qty * (kind >= ISSUE),
    )
    sums = [np.bincount(at, weights=weight, minlength=len(cells)) for weight in weights]
    shelf = np.full(len(cells), -1, np.int64)
    shelf[np.searchsorted(cells, count_keys)] = counts.qty[counted]
    turning = (np.bincount(at[kind < ISSUE], minlength=len(cells)) > 0) | (shelf >= 0)
    after = np.append(True, turning[:-1]) | np.append(True, np.diff(cells // SPAN) > 0)
    first = np.flatnonzero(turning | after)
    merged = [np.add.reduceat(total, first).tolist() for total in sums] if len(first) else [[]] * 4
    moves = [
        DayMoves(
            int(came), None if value != value else int(value),  # noqa: PLR0124 - NaN is not itself
            int(back), int(out), None if pieces < 0 else pieces,
        )
        for came, value, back, out, pieces in zip(*merged, shelf[first].tolist(), strict=True)
    ]  # fmt: skip
    return cells[first], moves
