"""What open orders ask of the shelf, decided from facts alone (it runs before the status).

Reserved from BELUM BAYAR for ``hold_stock_hours`` or to *Tahan s.d.*; held while money was seen
or proven, or the order is COD; free again when sent or cancelled (workbook.md 5).
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from automations.stock.arrays import NEVER, Flags, Ints, day_numbers, join, whole
from automations.stock.items import Items
from automations.stock.movements import handed_over
from automations.workbook.tables import Tables
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_statuses import ORDER_MONEY

_LAST = np.int64(2**40)


@dataclass(frozen=True)
class Promised:
    """Pieces promised per item, bundles also as their parts, and the orders that wait for them."""

    qty: Ints
    orders: tuple[tuple[str, ...], ...]  #: paid first, then oldest


@dataclass(frozen=True)
class _Asked:
    item: Ints
    qty: Ints
    rank: Ints  #: 0 held, 1 only reserved
    since: Ints  #: seconds; a blank is last
    order: list[str]


def promised(tables: Tables, items: Items, now: dt.datetime, hold_hours: int) -> Promised:
    """What open chat orders and marketplace orders to send ask for."""
    asked = _joined(_chat(tables, items, now, hold_hours), _marketplace(tables, items))
    qty = np.zeros(len(items), np.int64)
    orders: list[list[str]] = [[] for _ in range(len(items))]
    turn = sorted(
        range(len(asked.order)),
        key=lambda at: (asked.rank[at], asked.since[at], asked.order[at]),
    )
    for at in turn:
        place, pieces = int(asked.item[at]), int(asked.qty[at])
        wanted = dict(items.parts.get(place, ()))
        wanted[place] = wanted.get(place, 0) + 1
        for part, each in wanted.items():
            qty[part] += pieces * each
            if asked.order[at] not in orders[part][-1:]:
                orders[part].append(asked.order[at])
    return Promised(qty, tuple(tuple(dict.fromkeys(names)) for names in orders))


def _seconds(moments: "np.ndarray[tuple[int], np.dtype[np.datetime64]]") -> Ints:
    return moments.astype("datetime64[s]").astype(np.int64)


def _chat(tables: Tables, items: Items, now: dt.datetime, hold_hours: int) -> _Asked:
    facts, lines = tables[ORDER_FACTS], tables[ORDER_LINES]
    held, complete = _held(tables), _complete_since(tables)
    reserved = (complete == _LAST) | (complete + hold_hours * 3600 > _at(now))
    wished = day_numbers(facts[ORDER_FACTS.hold_until])
    reserved |= (wished != NEVER) & (wished >= np.datetime64(now.date(), "D").astype(np.int64))
    asking = _open(tables) & (held | reserved)
    at = join(facts[ORDER_FACTS.order_no], lines[ORDER_LINES.order_no])
    qty = whole(lines[ORDER_LINES.qty])
    item = items.places(lines[ORDER_LINES.item].tolist())
    keep = np.append(asking, False)[at] & (qty > 0) & (item >= 0)
    at = at[keep]
    numbers = lines[ORDER_LINES.order_no].to_numpy()[keep].tolist()
    return _Asked(item[keep], qty[keep], (~held[at]).astype(np.int64), complete[at], numbers)


def _at(now: dt.datetime) -> int:
    return int(np.datetime64(now, "s").astype(np.int64))


def _open(tables: Tables) -> Flags:
    facts = tables[ORDER_FACTS]
    left_out = facts[ORDER_FACTS.excluded].to_numpy(dtype=bool)
    left_out = left_out | facts[ORDER_FACTS.incomplete].to_numpy(dtype=bool)
    cancelled: Flags = facts[ORDER_FACTS.cancel_reason].to_numpy() != ""
    closed: Flags = cancelled | left_out | handed_over(facts)
    return ~closed


def _held(tables: Tables) -> Flags:
    facts, money = tables[ORDER_FACTS], tables[ORDER_MONEY]
    at = join(money[ORDER_MONEY.order_no], facts[ORDER_FACTS.order_no])
    proven = np.append(whole(money[ORDER_MONEY.proven_idr]), 0)[at] > 0
    seen: Flags = facts[ORDER_FACTS.money_seen_by].to_numpy() != ""
    cod: Flags = facts[ORDER_FACTS.payment_kind].to_numpy() == "cod"
    return np.logical_or(seen | cod, proven)


def _complete_since(tables: Tables) -> Ints:
    """Second at which each order was first complete; just now (``_LAST``) where not yet noted."""
    facts, book = tables[ORDER_FACTS], tables[ORDER_BOOK]
    at = join(book[ORDER_BOOK.order_no], facts[ORDER_FACTS.order_no])
    since = np.append(_seconds(book[ORDER_BOOK.first_complete_at].to_numpy()), NEVER)[at]
    return np.where(since == NEVER, _LAST, since)


def _marketplace(tables: Tables, items: Items) -> _Asked:
    if MARKETPLACE_ORDERS not in tables:
        none = np.empty(0, np.int64)
        return _Asked(none, none, none, none, [])
    rows = tables[MARKETPLACE_ORDERS]
    open_ = rows[MARKETPLACE_ORDERS.status].to_numpy() == "to_ship"
    item = items.places(rows[MARKETPLACE_ORDERS.item].to_numpy()[open_].tolist())
    known = item >= 0
    since = _seconds(rows[MARKETPLACE_ORDERS.created_at].to_numpy())[open_][known]
    numbers = rows[MARKETPLACE_ORDERS.marketplace_order_no].to_numpy()[open_][known].tolist()
    qty = whole(rows[MARKETPLACE_ORDERS.qty])[open_][known]
    return _Asked(
        item[known],
        qty,
        np.zeros(len(qty), np.int64),
        np.where(since == NEVER, _LAST, since),
        numbers,
    )


def _joined(one: _Asked, two: _Asked) -> _Asked:
    return _Asked(
        np.concatenate([one.item, two.item]),
        np.concatenate([one.qty, two.qty]),
        np.concatenate([one.rank, two.rank]),
        np.concatenate([one.since, two.since]),
        [*one.order, *two.order],
    )


def of_bundles(pieces: Ints, known: Flags, items: Items) -> tuple[Ints, Flags]:
    """*pieces* and *known* with a bundle standing as the whole ones its parts would make."""
    own, sure = pieces.copy(), known.copy()
    for bundle, parts in items.parts.items():
        sure[bundle] = all(known[part] for part, _each in parts)
        own[bundle] = min(int(pieces[part]) // each for part, each in parts)
    for bundle in items.unknown_parts:
        sure[bundle] = False
    return own, sure
