"""Dated movements of stock, from what staff type and from what was sold.

Within a day receipts come first, then issues, then the count, which is the day's end
(workbook.md 5).  Chat sales leave the shelf on the day they are sent; marketplace sales on the
day they were paid, else ordered, since the export names no day of dispatch.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from automations.stock.arrays import (
    NEVER,
    Flags,
    Floats,
    Ints,
    day_numbers,
    first_known,
    join,
    whole,
)
from automations.stock.items import SAMPLE, Items, word
from automations.workbook.tables import Table, Tables
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS, MarketplaceLine
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES, OrderFacts
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS, StockMovement

OPENING, RECEIPT, RETURN, ISSUE, SALE = range(5)
_KINDS = {
    "opening": OPENING, "receipt": RECEIPT, "parcel_back": RETURN, "assembly": RETURN,
    "damage": ISSUE, "loss": ISSUE, "sample": ISSUE, "own_use": ISSUE, "supplier_return": ISSUE,
    "sold_shopee": SALE, "sold_tiktok": SALE, "sold_live": SALE,
}  # fmt: skip
#: Typed sales of a channel; not counted on days that its export covers (G05).
_TYPED_SALES = {"sold_shopee": "shopee", "sold_tiktok": "tiktok"}
GONE = ("shipping", "delivered", "received", "completed")  #: marketplace goods off the shelf
Labels = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Flow:
    """Movements, one place a movement; pieces are positive, the kind says in or out."""

    item: Ints
    day: Ints
    kind: Ints
    qty: Ints
    cost_idr: Floats  #: typed cost of one, NaN where blank
    label: Labels  #: order number, or "" for what staff typed

    def __len__(self) -> int:
        """How many movements."""
        return len(self.item)

    def where(self, keep: Flags | Ints) -> "Flow":
        """The movements of *keep*."""
        return Flow(
            self.item[keep], self.day[keep], self.kind[keep],
            self.qty[keep], self.cost_idr[keep], self.label[keep],
        )  # fmt: skip

    @property
    def delta(self) -> Ints:
        """Signed pieces."""
        return np.where(self.kind < ISSUE, self.qty, -self.qty)


@dataclass(frozen=True)
class Counts:
    """Counted shelves: one line per item and day."""

    item: Ints
    day: Ints
    qty: Ints


@dataclass(frozen=True)
class Moved:
    """All that moved, and what was counted."""

    flow: Flow
    counts: Counts
    doubled: tuple[int, ...] = ()  #: rows of Stok Masuk not counted: an export covers the day (G05)


def moved(tables: Tables, items: Items, today: dt.date) -> Moved:
    """Every movement up to *today*, bundles taken apart; marketplace rows where they are there."""
    exported = _marketplace(tables, items)
    typed, counts, doubled = _typed(tables[STOCK_MOVEMENTS], items, _covered(tables))
    flow = join_flows(typed, chat_sales(tables, items), exported)
    last = np.datetime64(today, "D").astype(np.int64)
    flow = flow.where((flow.item >= 0) & (flow.day <= last) & (flow.day != NEVER))
    return Moved(explode(flow, items), _per_day(counts, int(last)), doubled)


def handed_over(facts: Table[OrderFacts]) -> Flags:
    """Orders whose goods have left: a resi stands, or sold over the counter for cash or QRIS."""
    counter = facts[ORDER_FACTS.counter_sale].to_numpy(dtype=bool)
    kinds = np.isin(facts[ORDER_FACTS.payment_kind].to_numpy().astype(str), ("cash", "qris"))
    uncancelled = facts[ORDER_FACTS.cancel_reason].to_numpy() == ""
    done = ~facts[ORDER_FACTS.incomplete].to_numpy(dtype=bool)
    resi: Flags = facts[ORDER_FACTS.tracking_no].to_numpy() != ""
    gone: Flags = resi | (counter & kinds & uncancelled & done)
    return gone


def sent_days(tables: Tables) -> Ints:
    """Day each order of ``order_facts`` left: first seen sent, else its own day."""
    facts, book = tables[ORDER_FACTS], tables[ORDER_BOOK]
    at = join(book[ORDER_BOOK.order_no], facts[ORDER_FACTS.order_no])
    seen = np.append(day_numbers(book[ORDER_BOOK.sent_at]), NEVER)[at]
    counter = facts[ORDER_FACTS.counter_sale].to_numpy(dtype=bool)
    ordered = day_numbers(facts[ORDER_FACTS.ordered_on])
    return np.where(counter & (ordered != NEVER), ordered, first_known(seen, ordered))


def chat_sales(tables: Tables, items: Items) -> Flow:
    """Lines of sent orders; orders with a ⛔× finding are left out, as of all totals (law 6)."""
    facts, lines = tables[ORDER_FACTS], tables[ORDER_LINES]
    counted = handed_over(facts) & ~facts[ORDER_FACTS.excluded].to_numpy(dtype=bool)
    at = join(facts[ORDER_FACTS.order_no], lines[ORDER_LINES.order_no])
    qty = whole(lines[ORDER_LINES.qty])
    keep = np.append(counted, False)[at] & (qty > 0)
    at = at[keep]
    item = items.places(lines[ORDER_LINES.item].to_numpy()[keep].tolist())
    return _flow(
        item, sent_days(tables)[at], SALE, qty[keep], lines[ORDER_LINES.order_no].to_numpy()[keep]
    )


def marketplace_days(rows: Table[MarketplaceLine]) -> Ints:
    """Day the goods of each row are taken to leave: paid, else ordered, else completed."""
    return first_known(
        day_numbers(rows[MARKETPLACE_ORDERS.paid_at]),
        day_numbers(rows[MARKETPLACE_ORDERS.created_at]),
        day_numbers(rows[MARKETPLACE_ORDERS.completed_at]),
    )


def _marketplace(tables: Tables, items: Items) -> Flow:
    if MARKETPLACE_ORDERS not in tables:
        return _flow(np.empty(0, np.int64), np.empty(0, np.int64), SALE, np.empty(0, np.int64))
    rows = tables[MARKETPLACE_ORDERS]
    gone = np.isin(rows[MARKETPLACE_ORDERS.status].to_numpy().astype(str), GONE)
    item = items.places(rows[MARKETPLACE_ORDERS.item].to_numpy()[gone].tolist())
    numbers = rows[MARKETPLACE_ORDERS.marketplace_order_no].to_numpy()[gone]
    return _flow(
        item, marketplace_days(rows)[gone], SALE, whole(rows[MARKETPLACE_ORDERS.qty])[gone], numbers
    )


def _covered(tables: Tables) -> dict[str, tuple[int, int]]:
    """First and last day that the exports of a channel reach."""
    if MARKETPLACE_ORDERS not in tables or not len(tables[MARKETPLACE_ORDERS]):
        return {}
    rows = tables[MARKETPLACE_ORDERS]
    days = marketplace_days(rows)
    channels = rows[MARKETPLACE_ORDERS.channel].to_numpy().astype(str)
    spans: dict[str, tuple[int, int]] = {}
    for channel in np.unique(channels):
        own = days[(channels == channel) & (days != NEVER)]
        name = next((n for n in _TYPED_SALES.values() if n in channel.casefold()), "")
        if name and len(own):
            low, high = spans.get(name, (int(own.min()), int(own.max())))
            spans[name] = (min(low, int(own.min())), max(high, int(own.max())))
    return spans


def _typed(
    table: Table[StockMovement], items: Items, covered: dict[str, tuple[int, int]]
) -> tuple[Flow, Counts, tuple[int, ...]]:
    """Rows of Stok Masuk as movements and counts; unreadable and sample rows are left out."""
    kinds = table[STOCK_MOVEMENTS.kind].tolist()
    days, qty = day_numbers(table[STOCK_MOVEMENTS.moved_on]), whole(table[STOCK_MOVEMENTS.qty], -1)
    notes = [word(note) for note in table[STOCK_MOVEMENTS.note].tolist()]
    item = items.places(table[STOCK_MOVEMENTS.item].tolist())
    usable = (
        (item >= 0) & (days != NEVER) & (qty >= 0) & np.array([n != SAMPLE for n in notes], bool)
    )
    doubled = tuple(
        at
        for at, kind in enumerate(kinds)
        if usable[at]
        and (span := covered.get(_TYPED_SALES.get(kind, "")))
        and span[0] <= days[at] <= span[1]
    )
    usable[list(doubled)] = False
    counting = usable & np.array([kind == "count" for kind in kinds], bool)
    moving = (
        usable & np.array([kind in _KINDS for kind in kinds], bool) & ~_packing(kinds, item, items)
    )
    counts = _shelves(item, days, qty, table[STOCK_MOVEMENTS.warehouse].tolist(), counting)
    cost = table[STOCK_MOVEMENTS.unit_cost_idr].to_numpy(dtype=np.float64, na_value=np.nan)
    codes = np.array([_KINDS.get(kind, ISSUE) for kind in kinds], np.int64)
    flow = Flow(item, days, codes, qty, cost, np.full(len(item), "", object)).where(moving)
    return flow, counts, doubled


def _packing(kinds: list[str], item: Ints, items: Items) -> Flags:
    """Rakit Paket of a bundle moves nothing: its sales take the parts."""
    pairs = zip(kinds, item.tolist(), strict=True)
    return np.array([kind == "assembly" and place in items.parts for kind, place in pairs], bool)


def _shelves(item: Ints, day: Ints, qty: Ints, shelf: list[str], keep: Flags) -> Counts:
    """Counts by item and day: shelves add up; one shelf counted twice gives its smaller number.

    The smaller, because a piece that may not be there must not be promised.
    """
    smallest: dict[tuple[int, int, str], int] = {}
    for at in np.flatnonzero(keep).tolist():
        key = (int(item[at]), int(day[at]), word(shelf[at]))
        smallest[key] = min(smallest.get(key, int(qty[at])), int(qty[at]))
    total: dict[tuple[int, int], int] = {}
    for (place, when, _shelf), pieces in smallest.items():
        total[place, when] = total.get((place, when), 0) + pieces
    keys = sorted(total)
    return Counts(
        np.array([key[0] for key in keys], np.int64),
        np.array([key[1] for key in keys], np.int64),
        np.array([total[key] for key in keys], np.int64),
    )


def _per_day(counts: Counts, last: int) -> Counts:
    keep = counts.day <= last
    return Counts(counts.item[keep], counts.day[keep], counts.qty[keep])


def explode(flow: Flow, items: Items) -> Flow:
    """*flow* with bundles as their parts; receipts of a bundle bring its parts too."""
    if not items.parts:
        return flow
    bundled = np.isin(flow.item, np.fromiter(items.parts, np.int64, len(items.parts)))
    at: list[int] = []
    part_of: list[int] = []
    pieces: list[int] = []
    for place in np.flatnonzero(bundled).tolist():
        for part, each in items.parts[int(flow.item[place])]:
            at.append(place)
            part_of.append(part)
            pieces.append(each)
    opened = flow.where(np.array(at, np.int64))
    blank = np.full(len(at), np.nan)  # the price of a bundle is not the price of its parts
    parts = replace(
        opened,
        item=np.array(part_of, np.int64),
        qty=opened.qty * np.array(pieces, np.int64),
        cost_idr=blank,
    )
    return join_flows(flow.where(~bundled), parts)


def join_flows(*flows: Flow) -> Flow:
    """All movements of *flows*."""
    return Flow(
        np.concatenate([flow.item for flow in flows]),
        np.concatenate([flow.day for flow in flows]),
        np.concatenate([flow.kind for flow in flows]),
        np.concatenate([flow.qty for flow in flows]),
        np.concatenate([flow.cost_idr for flow in flows]),
        np.concatenate([flow.label for flow in flows]),
    )


def _flow(item: Ints, day: Ints, kind: int, qty: Ints, label: Labels | None = None) -> Flow:
    marks = np.full(len(item), "", object) if label is None else label
    return Flow(
        item, day, np.full(len(item), kind, np.int64), qty, np.full(len(item), np.nan), marks
    )
