"""Stok Masuk of the practice shop: openings, receipts on Tuesdays and Fridays, counts.

Receipts look ahead at what was sold, so that shelves stay filled; a few run low on purpose.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from automations.practice_shop.catalogue import (
    NEVER_COUNTED,
    RUNNING_LOW,
    SOLD_OUT,
    Item,
    items,
)
from automations.practice_shop.orders import Order
from automations.practice_shop.people import WAREHOUSE
from automations.practice_shop.typed_rows import typed_day
from sheet_schema.cells import Cell

Row = dict[str, Cell]
Gone = Mapping[str, Mapping[dt.date, int]]
_LAST_RECEIPT_OF_LOW = 14  #: days ago
_RECEIPT_DAYS = (1, 4)
_KEPT_DAYS = 14  #: a shelf is filled for so long
_MEASURED_DAYS = 28


@dataclass(frozen=True)
class Delivery:
    """What a supplier brought on one day; cost in whole rupiah."""

    on: dt.date
    cost_idr: int


def gone(orders: Iterable[Order], marketplace: Iterable[tuple[str, dt.date, int]]) -> Gone:
    """Pieces that left the shelf by item and day: orders sent, and marketplace sales."""
    left: dict[str, Counter[dt.date]] = {item.key: Counter() for item in items()}
    for order in orders:
        if order.sent_at is not None:
            for line in order.lines:
                left[line.item.key][order.sent_at.date()] += line.qty
    for key, day, qty in marketplace:
        left[key][day] += qty
    return left


def movement_rows(
    left: Gone, orders: Iterable[Order], days: tuple[dt.date, dt.date], random: Random
) -> tuple[list[Row], list[Delivery]]:
    """Rows of Stok Masuk from the first to the last of *days*, and what was paid for."""
    dated: list[tuple[dt.date, Row]] = []
    costs: Counter[dt.date] = Counter()
    for item in items():
        if item.key in NEVER_COUNTED:
            continue
        for day, kind, qty in _history(item, left[item.key], days, random):
            row = _row(day, kind, item.key, qty, random)
            if kind in ("Stok Awal", "Masuk"):
                row["unit_cost_idr"] = item.cost_idr
            if kind == "Masuk":
                costs[day] += qty * item.cost_idr
            dated.append((day, row))
    for order in orders:
        if order.cancel_reason == "Paket balik" and order.cancelled_at is not None:
            day = order.cancelled_at.date()
            for line in order.lines:
                row = _row(day, "Paket Balik", line.item.key, line.qty, random)
                dated.append((day, row | {"ref": order.no}))
    dated.sort(key=lambda entry: entry[0])
    deliveries = [Delivery(day, cost) for day, cost in sorted(costs.items())]
    return [row for _, row in dated], deliveries


def _row(day: dt.date, kind: str, item: str, qty: int, random: Random) -> Row:
    return {
        "moved_on": typed_day(day, random),
        "kind": kind,
        "item": item,
        "qty": qty,
        "moved_by": WAREHOUSE,
    }


def _history(
    item: Item, left: Mapping[dt.date, int], days: tuple[dt.date, dt.date], random: Random
) -> Iterable[tuple[dt.date, str, int]]:
    first, last = days
    length = (last - first).days + 1
    dates = [first + dt.timedelta(days=index) for index in range(length)]
    ahead = [left.get(day, 0) for day in dates]
    usual = -(-sum(ahead[-_MEASURED_DAYS:]) // _MEASURED_DAYS)  # days to come will sell as lately
    spare = 6 if item.key != SOLD_OUT else 2
    on_hand = sum(ahead[:8]) + spare
    yield first, "Stok Awal", on_hand
    low = item.key in RUNNING_LOW or item.key == SOLD_OUT
    counted_at = random.randrange(10, max(11, length - 20)) if random.random() < 0.3 else -1
    for index, day in enumerate(dates):
        final = low and length - index <= _LAST_RECEIPT_OF_LOW
        if index and day.weekday() in _RECEIPT_DAYS and not (low and length - index < 10):
            keep = 0 if item.key == SOLD_OUT else 2
            wanted = sum(ahead[index:]) + keep
            if not final:
                beyond = max(0, index + _KEPT_DAYS - length)
                wanted = sum(ahead[index : index + _KEPT_DAYS]) + beyond * usual + 6
            if on_hand < wanted:
                bought = wanted - on_hand if final else -(-(wanted - on_hand) // 6) * 6
                on_hand += bought
                yield day, "Masuk", bought
        on_hand -= ahead[index]
        if index == counted_at and on_hand > 0:
            yield day, "Hitung Stok", on_hand
        if item.key == SOLD_OUT and index == length - 3 and on_hand > 0:
            yield day, "Hilang", on_hand
            on_hand = 0
        if index == length - 6 and item.liked == 6 and on_hand > 2:
            yield day, "Rusak", 1
            on_hand -= 1
