"""Count stock: levels, what to buy and when, and what it is worth → Stok.

Never counted items have no figures and ask for nothing (workbook.md 5, 8).
"""

import math
from typing import Any

import numpy as np
import pandas as pd

from automations.stock.arrays import Floats, Ints, join, whole
from automations.stock.cost import cost_book
from automations.stock.findings import Shelf, below_zero, short_items
from automations.stock.items import Items, items_of
from automations.stock.ledger import Ledger, ledger_of, sold_and_there
from automations.stock.levels import QUIET_DAYS, WINDOW_DAYS, Facts, Level, Rate, level_of, rates
from automations.stock.movements import Moved, handed_over, moved
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Problem, Sentence, outcome
from automations.workbook.job import Level as Severity
from automations.workbook.tables import Tables, typed
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_statuses import ORDER_STATUSES
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.stock_demand import STOCK_DEMAND
from sheet_schema.tabs.stock_levels import STOCK_LEVELS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS


def run(tables: Tables, ctx: Context) -> Outcome:
    """Every item of Produk with its level; G01 and G05; what to buy."""
    items = items_of(tables[PRODUCTS])
    movements = moved(tables, items, ctx.today)
    ledger = ledger_of(movements, len(items))
    today = int(np.datetime64(ctx.today, "D").astype(np.int64))
    known = _facts(tables, items, ledger, today)
    levels = [level_of(facts, ctx.today, ctx.settings.cycle_days) for facts in known]
    costs = cost_book(ledger, movements.counts, _typed_costs(tables, items), today)
    places = np.arange(len(items))
    average = costs.cost(places, np.full(len(items), today, np.int64))
    frame = _frame(items, known, levels, _promised(tables, items), average, costs.value)
    shelves = _shelves(tables, items, known, levels)
    problems = below_zero(
        items, ledger, movements.counts, ledger.on_hand(today).tolist(), tables[PRODUCTS].rows
    )
    return outcome(
        Contents.of(STOCK_LEVELS, frame, notes=(_note(tables, ctx, known),)),
        problems=[*problems, *_doubled(tables, movements)],
        actions=short_items(shelves),
    )


def _facts(tables: Tables, items: Items, ledger: Ledger, today: int) -> list[Facts]:
    """What is known of each item, in the order of *items*."""
    demand, products = tables[STOCK_DEMAND], tables[PRODUCTS]
    at = join(demand[STOCK_DEMAND.item], pd.Series(items.keys, dtype=object))
    counted = demand[STOCK_DEMAND.counted].to_numpy(dtype=bool)[at].tolist()
    on_hand = whole(demand[STOCK_DEMAND.on_hand_qty])[at].tolist()
    available = whole(demand[STOCK_DEMAND.available_qty])[at].tolist()
    window = rates(*sold_and_there(ledger, today - WINDOW_DAYS, WINDOW_DAYS))
    sold, there = sold_and_there(ledger, today - QUIET_DAYS, QUIET_DAYS)
    quiet = np.where(sold.sum(axis=1) == 0, there.sum(axis=1), 0).tolist()
    columns = (
        PRODUCTS.lead_time_days, PRODUCTS.min_stock, PRODUCTS.min_order,
        PRODUCTS.order_multiple, PRODUCTS.price_idr,
    )  # fmt: skip
    typed_cells = {column.key: _maybe(products[column], items.rows) for column in columns}
    return [
        Facts(
            counted[i],
            on_hand[i],
            available[i],
            window[i],
            quiet[i],
            bundle=i in items.parts,
            **{key: cells[i] for key, cells in typed_cells.items()},
        )
        for i in range(len(items))
    ]


def _maybe(series: "pd.Series[Any]", rows: tuple[int, ...]) -> list[int | None]:
    values = series.tolist()
    return [None if values[row] is pd.NA else int(values[row]) for row in rows]


def _typed_costs(tables: Tables, items: Items) -> Floats:
    costs = tables[PRODUCTS][PRODUCTS.cost_idr].to_numpy(dtype=np.float64, na_value=np.nan)
    return costs[list(items.rows)]


def _promised(tables: Tables, items: Items) -> Ints:
    demand = tables[STOCK_DEMAND]
    at = join(demand[STOCK_DEMAND.item], pd.Series(items.keys, dtype=object))
    return whole(demand[STOCK_DEMAND.allocated_qty])[at]


def _shelves(tables: Tables, items: Items, known: list[Facts], levels: list[Level]) -> list[Shelf]:
    """Items that may be asked about: active, counted, no bundles."""
    active = tables[PRODUCTS][PRODUCTS.active].tolist()
    promised = _promised(tables, items).tolist()
    return [
        Shelf(
            items.keys[i],
            items.names[i],
            level,
            wanted=bool(facts.rate.sold or promised[i] or facts.min_stock),
            promised=promised[i] > 0,
        )
        for i, (facts, level) in enumerate(zip(known, levels, strict=True))
        if active[items.rows[i]] != "no" and not facts.bundle
    ]


def _frame(
    items: Items,
    known: list[Facts],
    levels: list[Level],
    promised: Ints,
    average: Floats,
    value: Floats,
) -> pd.DataFrame:
    counted = [facts.counted for facts in known]
    own = [facts.counted and not facts.bundle for facts in known]
    columns: dict[str, tuple[str, list[Any]]] = {
        STOCK_LEVELS.item.key: ("text", list(items.keys)),
        STOCK_LEVELS.name.key: ("text", list(items.names)),
        STOCK_LEVELS.on_hand_qty.key: ("int", _when(counted, [f.on_hand for f in known])),
        STOCK_LEVELS.allocated_qty.key: ("int", promised.tolist()),
        STOCK_LEVELS.available_qty.key: ("int", _when(counted, [f.available for f in known])),
        STOCK_LEVELS.per_day.key: ("sentence", _when(own, [_per_day(f.rate) for f in known])),
        STOCK_LEVELS.average_cost_idr.key: ("int", _when(own, _rounded(average))),
        STOCK_LEVELS.value_idr.key: ("int", _when(own, _rounded(value))),
        STOCK_LEVELS.state.key: ("text", [level.state for level in levels]),
        STOCK_LEVELS.reason.key: ("sentence", [level.reason for level in levels]),
    }
    figures = (
        "lasts_days", "lead_time_days", "safety_qty", "reorder_point_qty",
        "suggested_qty", "lost_per_day_idr",
    )  # fmt: skip
    columns |= {name: ("int", [getattr(level, name) for level in levels]) for name in figures}
    columns["order_before"] = ("day", [level.order_before for level in levels])
    return pd.DataFrame({key: typed(kind, cells) for key, (kind, cells) in columns.items()})


def _when(sure: list[bool], cells: list[Any]) -> list[Any]:
    return [cell if known else None for known, cell in zip(sure, cells, strict=True)]


def _rounded(amounts: Floats) -> list[int | None]:
    return [None if math.isnan(amount) else round(amount) for amount in amounts.tolist()]


def _per_day(rate: Rate) -> Sentence:
    """The rate to a tenth, or how few days there are."""
    if not rate.known:
        return Sentence.of("stock.thin", days=rate.days)
    tenths = (20 * rate.sold + rate.days) // (2 * rate.days)  # half up
    return Sentence.of("stock.per_day", whole=tenths // 10, tenth=tenths % 10)


def _note(tables: Tables, ctx: Context, known: list[Facts]) -> Sentence:
    facts = tables[ORDER_FACTS]
    left_out = facts[ORDER_FACTS.excluded].to_numpy(dtype=bool) & handed_over(facts)
    return Sentence.of(
        "stock.note",
        as_of=ctx.today,
        uncounted=sum(not item.counted for item in known),
        items=len(known),
        left_out=int(left_out.sum()),
    )


def _doubled(tables: Tables, movements: Moved) -> list[Problem]:
    """G05: typed channel sales of days that an export covers; they were not counted."""
    table = tables[STOCK_MOVEMENTS]
    items, days = (
        table[STOCK_MOVEMENTS.item].tolist(),
        table[STOCK_MOVEMENTS.moved_on].dt.date.tolist(),
    )
    kinds = table[STOCK_MOVEMENTS.kind].tolist()
    return [
        Problem(
            "stock_movements", items[at], table.rows[at] if table.rows else None, "kind", "G05",
            Severity.INFO,
            params=(("day", days[at]), ("channel", {"sold_shopee": "Shopee"}.get(kinds[at], "TikTok"))),
        )
        for at in movements.doubled
    ]  # fmt: skip


JOB = Job(
    "count-stock",
    reads=(
        STOCK_DEMAND, ORDER_STATUSES, ORDER_FACTS, ORDER_LINES,
        STOCK_MOVEMENTS, PRODUCTS, ORDER_BOOK,
    ),
    writes=(STOCK_LEVELS,),
    run=run,
    glances=(MARKETPLACE_ORDERS,),
)  # fmt: skip
