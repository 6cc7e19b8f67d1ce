"""Daily recap: the figures of each day, newest first → Rekap Harian.

Row 2 prints the definitions, and what marketplace buyers paid beside the omzet of the same
orders, both named: they are never the same (workbook.md 8).
"""

import math
from typing import Any

import numpy as np
import pandas as pd

from automations.recaps.axis import Floats, Ints, date_of, day_number
from automations.recaps.days import Days, Sources, days_of, sources
from automations.recaps.orders import CostOf
from automations.stock.cost import cost_book
from automations.stock.items import items_of
from automations.stock.ledger import ledger_of
from automations.stock.movements import moved
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Sentence, outcome
from automations.workbook.tables import Tables, empty_table, typed
from sheet_schema.tabs.bank_transactions import BANK_TRANSACTIONS
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_statuses import ORDER_MONEY, ORDER_STATUSES
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.recap_daily import RECAP_DAILY
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS

MOST_DAYS = 500
_GLANCES = (MARKETPLACE_ORDERS, BANK_TRANSACTIONS, CASH_ENTRIES, PRODUCTS, STOCK_MOVEMENTS)


def run(tables: Tables, ctx: Context) -> Outcome:
    """One row per day, at most 500, and the totals of completed marketplace orders."""
    seen = tables.with_([empty_table(tab) for tab in _GLANCES if tab not in tables])
    found = sources(seen, _cost_of(seen, ctx), ctx.today)
    days = days_of(seen, found, ctx.today)
    places = _places(days, day_number(ctx.today))
    return outcome(Contents.of(RECAP_DAILY, _frame(days, places), notes=(_note(found, ctx),)))


def _cost_of(tables: Tables, ctx: Context) -> CostOf:
    """Moving average of an item on a day, as Stok keeps it."""
    items = items_of(tables[PRODUCTS])
    movements = moved(tables, items, ctx.today)
    typed_cost = tables[PRODUCTS][PRODUCTS.cost_idr].to_numpy(dtype=np.float64, na_value=np.nan)
    book = cost_book(
        ledger_of(movements, len(items)),
        movements.counts,
        typed_cost[list(items.rows)],
        day_number(ctx.today),
    )

    def cost(names: Any, days: Ints) -> Floats:
        return book.cost(items.places(names), days)

    return cost


def _places(days: Days, today: int) -> Ints:
    """Places of the days to show, newest first: whole stretches since orders are typed here."""
    every = np.arange(days.axis.size)
    number = every + days.axis.first
    shown = days.has_any | (days.left_out > 0) | (number == today)
    if days.orders_begin is not None:
        shown |= (number >= days.orders_begin) & (number <= today)
    newest: Ints = every[shown][::-1][:MOST_DAYS]
    return newest


def _frame(days: Days, places: Ints) -> pd.DataFrame:
    columns: dict[str, pd.Series[Any]] = {
        RECAP_DAILY.day.key: typed("day", [date_of(int(p) + days.axis.first) for p in places]),
        RECAP_DAILY.returned_idr.key: typed("int", [None] * len(places)),
        RECAP_DAILY.left_out.key: typed("sentence", [_left_out(days, int(p)) for p in places]),
        RECAP_DAILY.note.key: typed("sentence", [None] * len(places)),
    }
    for key, values in days.figures.items():
        cells = [None if math.isnan(v) else math.floor(v + 0.5) for v in values[places].tolist()]
        if key == RECAP_DAILY.gross_profit_idr.key:
            columns[key] = typed("sentence", _profits(days, places, cells))
        else:
            columns[key] = typed("int", cells)
    return pd.DataFrame(columns)


def _profits(days: Days, places: Ints, cells: list[int | None]) -> list[object]:
    """The profit, or which items lack a cost; nothing on a day without omzet."""
    missing = [days.missing_costs.get(int(place), ()) for place in places]
    return [
        Sentence.of("recap.incomplete", items=len(names), names=names)
        if cell is None and names
        else cell
        for cell, names in zip(cells, missing, strict=True)
    ]


def _left_out(days: Days, place: int) -> Sentence | None:
    number = int(days.left_out[place])
    if not number:
        return None
    return Sentence.of(
        "recap.left_out",
        n=number,
        amount=int(days.left_out_idr[place]),
        unpriced=int(days.left_out_unpriced[place]),
    )


def _note(found: Sources, ctx: Context) -> Sentence:
    """Definitions, the day it stands at, and the two totals of completed marketplace orders."""
    rows = found.marketplace
    return Sentence.of(
        "recap.note",
        as_of=ctx.today,
        completed=int((rows.first & rows.completed).sum()),
        completed_paid=int(rows.paid.sum()),
        completed_revenue=int(np.nan_to_num(rows.revenue)[rows.completed].sum()),
        unpriced=int((np.isnan(rows.revenue) & rows.completed).sum()),
    )


JOB = Job(
    "recap-daily",
    reads=(ORDER_FACTS, ORDER_LINES, ORDER_STATUSES, ORDER_MONEY, ORDER_BOOK),
    writes=(RECAP_DAILY,),
    run=run,
    glances=_GLANCES,
)
