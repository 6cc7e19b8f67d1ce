"""Reserve stock: what is there and promised per item → ``stock_demand``.

A never counted item has its promise but no pieces: never minus, never short (workbook.md 5).
"""

import numpy as np
import pandas as pd

from automations.stock.arrays import Flags, Ints
from automations.stock.demand import of_bundles, promised
from automations.stock.items import items_of
from automations.stock.ledger import ledger_of
from automations.stock.movements import moved
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, outcome
from automations.workbook.tables import Tables, typed
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_statuses import ORDER_MONEY
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.stock_demand import STOCK_DEMAND
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS


def run(tables: Tables, ctx: Context) -> Outcome:
    """Pieces there, promised and free of every item of Produk, and who waits for them."""
    items = items_of(tables[PRODUCTS])
    ledger = ledger_of(moved(tables, items, ctx.today), len(items))
    asked = promised(tables, items, ctx.now, ctx.settings.hold_stock_hours)
    today = int(np.datetime64(ctx.today, "D").astype(np.int64))
    there = ledger.on_hand(today)
    on_hand, counted = of_bundles(there, ledger.counted, items)
    # What a bundle asks for is in its parts' promises already.
    available, _ = of_bundles(there - asked.qty, ledger.counted, items)
    frame = pd.DataFrame(
        {
            STOCK_DEMAND.item.key: typed("text", items.keys),
            STOCK_DEMAND.counted.key: typed("bool", counted.tolist()),
            STOCK_DEMAND.on_hand_qty.key: typed("int", _known(on_hand, counted)),
            STOCK_DEMAND.allocated_qty.key: typed("int", asked.qty.tolist()),
            STOCK_DEMAND.available_qty.key: typed("int", _known(available, counted)),
            STOCK_DEMAND.waiting_orders.key: typed("text", [";".join(o) for o in asked.orders]),
        }
    )
    return outcome(Contents.of(STOCK_DEMAND, frame))


def _known(pieces: Ints, counted: Flags) -> list[int | None]:
    pairs = zip(pieces.tolist(), counted.tolist(), strict=True)
    return [qty if sure else None for qty, sure in pairs]


JOB = Job(
    "reserve-stock",
    reads=(ORDER_FACTS, ORDER_LINES, ORDER_MONEY, ORDER_BOOK, STOCK_MOVEMENTS, PRODUCTS),
    writes=(STOCK_DEMAND,),
    run=run,
    glances=(MARKETPLACE_ORDERS,),
)
