"""What sold best in a stretch of days: pieces and omzet per item."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from automations.recaps.axis import at_or, join, texts
from automations.recaps.marketplace import MarketplaceRows
from automations.recaps.orders import Orders
from automations.workbook.tables import Tables
from sheet_schema.tabs.order_facts import ORDER_LINES
from sheet_schema.tabs.order_prices import ORDER_PRICES


@dataclass(frozen=True)
class Seller:
    """One item; ``revenue_idr`` is ``None`` where a price is not known."""

    item: str
    qty: int
    revenue_idr: int | None


def best_sellers(
    tables: Tables, orders: Orders, rows: MarketplaceRows, first: int, last: int, most: int = 3
) -> list[Seller]:
    """The *most* items with most pieces in valid sales of the days *first* to *last*."""
    names, pieces, worth = _chat(tables, orders, first, last)
    own = rows.valid & (rows.day >= first) & (rows.day <= last)
    names += np.where(rows.item == "", rows.title, rows.item)[own].tolist()
    pieces += rows.qty[own].tolist()
    worth += rows.revenue[own].tolist()
    if not names:
        return []
    codes, items = pd.factorize(np.array(names, object))
    qty = np.bincount(codes, weights=np.array(pieces, float))
    revenue = np.bincount(codes, weights=np.array(worth, float))
    turn = sorted(
        range(len(items)), key=lambda at: (-qty[at], -np.nan_to_num(revenue[at]), items[at])
    )
    return [
        Seller(str(items[at]), int(qty[at]), None if np.isnan(revenue[at]) else int(revenue[at]))
        for at in turn[:most]
    ]


def _chat(
    tables: Tables, orders: Orders, first: int, last: int
) -> tuple[list[str], list[int], list[float]]:
    lines, prices = tables[ORDER_LINES], tables[ORDER_PRICES]
    at = join(pd.Series(orders.numbers, dtype=object), lines[ORDER_LINES.order_no])
    day = at_or(orders.day, at, -1)
    near = np.flatnonzero((day >= first) & (day <= last))
    qty = lines[ORDER_LINES.qty].to_numpy(dtype=np.int64, na_value=0)[near]
    today = lines[ORDER_LINES.price_today_idr].to_numpy(dtype=np.float64, na_value=np.nan)[near]
    number, line = texts(lines[ORDER_LINES.order_no])[near], texts(lines[ORDER_LINES.line])[near]
    wanted = set(number.tolist())
    told = {
        (order, name): price
        for order, name, price in zip(
            prices[ORDER_PRICES.order_no].tolist(),
            prices[ORDER_PRICES.line].tolist(),
            prices[ORDER_PRICES.unit_price_idr].tolist(),
            strict=True,
        )
        if order in wanted
    }
    keys = zip(number.tolist(), line.tolist(), today.tolist(), strict=True)
    each = np.array([told.get((order, name), price) for order, name, price in keys], float)
    item = texts(lines[ORDER_LINES.item])[near]
    shown = np.where(item == "", texts(lines[ORDER_LINES.item_typed])[near], item)
    return shown.tolist(), qty.tolist(), (each * qty).tolist()
