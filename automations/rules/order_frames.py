"""Gathered orders as the tables ``order_facts`` and ``order_lines``."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from automations.rules.gathering import Gathered
from automations.workbook.tables import typed
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.orders import ORDERS

_UNIX = dt.date(1970, 1, 1).toordinal()
_BLANK = int(np.iinfo("int64").min)  #: what numpy keeps for no day


def facts_frame(
    g: Gathered,
    missing: Sequence[tuple[str, ...]],
    excluded: frozenset[str],
    held_back: frozenset[str],
) -> pd.DataFrame:
    """One row per order; *excluded* have a ⛔× finding, *held_back* one that is not told yet."""
    joined, numbers = g.joined, g.joined.numbers
    item_rows = [0] * len(numbers)
    for order in g.lines.order:
        item_rows[order] += 1
    money = {
        column.key: [amount or 0 for amount in joined[column]]
        for column in (ORDERS.discount_idr, ORDERS.shipping_fee_idr, ORDERS.other_fee_idr)
    }
    told = (
        ORDERS.courier, ORDERS.money_seen_by, ORDERS.claims_paid, ORDERS.tracking_no,
        ORDERS.cancel_reason, ORDERS.hold_until, ORDERS.down_payment_idr, ORDERS.note,
        ORDERS.sender, ORDERS.store,
    )  # fmt: skip
    values: Mapping[str, Sequence[Any]] = {
        **{column.key: joined[column] for column in told},
        **money,
        "order_no": numbers,
        "row": [joined.sheet_rows[indices[0]] for indices in joined.rows],
        "lines_qty": item_rows,
        "ordered_on": g.ordered_on,
        "day_typed": [day is not None for day in joined[ORDERS.ordered_on]],
        "channel": g.channel,
        "delivered": g.delivered,
        "counter_sale": g.counter,
        "paid_via": g.paid_via,
        "payment_kind": [kind for kind, _ in g.payment],
        "account": [account for _, account in g.payment],
        "recipient_name": g.name,
        "phone": g.phone,
        "address": g.address,
        "city": g.city,
        "subtotal_idr": g.subtotal_idr,
        "excluded": [number in excluded for number in numbers],
        "incomplete": [
            bool(lacks) or goods is None or number in held_back
            for lacks, goods, number in zip(missing, g.subtotal_idr, numbers, strict=True)
        ],
        "missing": [";".join(lacks) for lacks in missing],
    }
    return pd.DataFrame(
        {c.key: _series(c.cell.kind, values[c.key]) for c in ORDER_FACTS.columns()}, copy=False
    )


def lines_frame(g: Gathered) -> pd.DataFrame:
    """One row per line."""
    numbers, sheet_rows, lines = g.joined.numbers, g.joined.sheet_rows, g.lines
    values: Mapping[str, Sequence[Any]] = {
        "order_no": [numbers[order] for order in lines.order],
        "line": lines.name,
        "row": [sheet_rows[index] for index in lines.index],
        "item_typed": lines.typed,
        "item": lines.item,
        "qty": lines.qty,
        "typed_price_idr": lines.typed_price_idr,
        "price_today_idr": lines.price_idr,
    }
    return pd.DataFrame(
        {c.key: _series(c.cell.kind, values[c.key]) for c in ORDER_LINES.columns()}, copy=False
    )


def _series(kind: str, values: Sequence[Any]) -> "pd.Series[Any]":
    """As ``typed``, days by way of their numbers: ten times as fast over a year of orders."""
    if kind != "day":
        return typed(kind, values)
    numbers = [_BLANK if day is None else day.toordinal() - _UNIX for day in values]
    return pd.Series(np.array(numbers, dtype="int64").view("datetime64[D]").astype("datetime64[s]"))
