"""project-rows: what the header formulas of staff tabs look up, by order, by row and by item."""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

import pandas as pd

from automations.importers.ledger_table import answer_of
from automations.matching.answers import Texts, answer_results
from automations.rules import row_results as results
from automations.rules.items import Catalogue, catalogue_of
from automations.rules.line_keys import part, raw_cells
from automations.rules.list_slots import kept_slots
from automations.rules.lists import ints, sheet_rows, texts
from automations.rules.order_versions import fact_versions, masked
from automations.rules.price_words import (
    LONGEST_LIST,
    PRICE_UNKNOWN,
    best_sellers,
    item_prices,
    line_prices,
    locked_prices,
    open_codes,
)
from automations.rules.row_results import RowResult
from automations.rules.told import Worst, of_orders, of_rows
from automations.rules.words import SAMPLE
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Sentence, outcome
from automations.workbook.remembered import Remembered
from automations.workbook.tables import Table, Tables, empty_table, typed
from sheet_schema.model import Column, SheetRow
from sheet_schema.tabs.actions import ACTIONS
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BANK_TRANSACTIONS
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.confirmations import CONFIRMATIONS
from sheet_schema.tabs.dropdown_lists import DROPDOWN_LISTS
from sheet_schema.tabs.line_results import LINE_RESULTS
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_prices import ORDER_PRICES
from sheet_schema.tabs.order_results import ORDER_RESULTS
from sheet_schema.tabs.order_statuses import ORDER_STATUSES
from sheet_schema.tabs.orders import ORDERS
from sheet_schema.tabs.paste_bank import PASTE_BANK
from sheet_schema.tabs.payment_matches import PAYMENT_MATCHES
from sheet_schema.tabs.price_lookup import PRICE_LOOKUP
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.settings import SETTINGS
from sheet_schema.tabs.stock_levels import STOCK_LEVELS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS
from sheet_schema.tabs.team import TEAM

#: Statuses after which nobody looks up a line's price any more.
CLOSED = frozenset(
    {"completed", "cancelled", "returned", "part_returned", "sent_back", "delivered"}
)


_CHECKED = (
    (STOCK_MOVEMENTS, results.stock_results),
    (CASH_ENTRIES, results.cash_results),
    (SETTINGS, results.settings_results),
)
_CATALOGUE: Remembered[Catalogue] = Remembered(limit=2)
_ROWS: Mapping[str, Remembered[tuple[RowResult, ...]]] = {
    tab.tab_key: Remembered(limit=2) for tab, _ in _CHECKED
}
_SAID: Remembered[dict[int, Texts]] = Remembered()  #: what answers did


def run(tables: Tables, ctx: Context) -> Outcome:
    """The four look-up tabs."""
    catalogue = _CATALOGUE.of(lambda: catalogue_of(tables[PRODUCTS]), tables[PRODUCTS])
    return outcome(
        Contents.of(ORDER_RESULTS, _order_results(tables, ctx)),
        Contents.of(LINE_RESULTS, _line_results(tables, ctx, catalogue)),
        Contents.of(PRICE_LOOKUP, _prices(tables, catalogue)),
        Contents.of(DROPDOWN_LISTS, _lists(tables, ctx, catalogue)),
    )


def _glance(tables: Tables, tab: type[SheetRow]) -> Table[Any]:
    return tables[tab] if tab in tables else empty_table(tab)


def _order_results(tables: Tables, ctx: Context) -> pd.DataFrame:
    s, held = ORDER_STATUSES, tables[ORDER_STATUSES]
    numbers = texts(held, s.order_no)
    worst = of_orders(ctx.problems, with_info=False)
    checks = of_orders(ctx.problems, with_info=True)
    facts = tables[ORDER_FACTS]
    versions = fact_versions(facts, tables[ORDER_LINES])
    buyers = dict(
        zip(
            texts(facts, ORDER_FACTS.order_no),
            texts(facts, ORDER_FACTS.recipient_name),
            strict=True,
        )
    )
    told = [
        worst[number].with_status(status) if number in worst else status
        for number, status in zip(numbers, texts(held, s.status_text), strict=True)
    ]
    lone = _told_without_order(tables, ctx, frozenset(numbers))
    blank: list[Any] = [None] * (len(lone) + 1)
    totals = [PRICE_UNKNOWN if total is None else total for total in ints(held, s.total_idr)]
    columns: dict[str, list[Any]] = {
        "order_no": [*numbers, *lone, SAMPLE],
        "total": [*totals, *blank],
        "check": [
            *(checks[number].message if number in checks else None for number in numbers),
            *blank,
        ],
        "status": [*told, *lone.values(), SAMPLE],
        "payment_text": [*texts(held, s.payment_text), *blank],
        "shipping_text": [*texts(held, s.shipping_text), *blank],
        "outstanding_idr": [*ints(held, s.outstanding_idr), *blank],
        "facts_version": [*(versions.get(number, "") for number in numbers), *blank],
        "buyer": [*(masked(buyers.get(number, "")) for number in numbers), *blank],
        "updated_at": [ctx.now] * (len(numbers) + len(blank)),
    }
    return _frame(ORDER_RESULTS, columns)


def _told_without_order(
    tables: Tables, ctx: Context, orders: frozenset[str]
) -> Mapping[str, Sentence]:
    """Texts for numbers that are no order: part of a broken paste, or not usable as a key.

    And for numbers of orders written otherwise (``N 4217``), which a look-up would not find.
    """
    lone: dict[str, Sentence] = {}
    standing = set(texts(_glance(tables, ORDERS), ORDERS.order_no)) - orders
    for number, found in of_orders(ctx.problems, with_info=True).items():
        key = found.problem.content if found.problem.column == "order_no" else number
        if key and key not in orders and (number in standing or found.problem.code == "K02"):
            lone.setdefault(key, found.message)
    return lone


def _line_results(tables: Tables, ctx: Context, catalogue: Catalogue) -> pd.DataFrame:
    rows = list(_all_rows(tables, ctx, catalogue))
    width = len(LINE_RESULTS.columns())
    filled = [(row.key, row.tab, *row.told, *[None] * (width - 2 - len(row.told))) for row in rows]
    names = [column.key for column in LINE_RESULTS.columns()]
    by_column = zip(*filled, strict=True) if filled else ([] for _ in names)
    return _frame(LINE_RESULTS, dict(zip(names, map(list, by_column), strict=True)))


def _all_rows(tables: Tables, ctx: Context, catalogue: Catalogue) -> Iterator[RowResult]:
    def seen(tab: type[SheetRow]) -> tuple[Table[Any], Any]:
        return _glance(tables, tab), of_rows(ctx.problems, tab.tab_key)

    for tab, told in _CHECKED:
        yield from _remembered_rows(tables, tab, seen(tab)[1], told)
    items = {item.row: key for key, item in catalogue.items.items()}
    yield from results.product_results(*seen(PRODUCTS), items, _stock(tables))
    meanings: dict[str, object] = {action.code: action.what for action in ctx.actions}
    refused = tuple(problem for problem in ctx.problems if problem.code == "X02")
    spoken = (CONFIRMATIONS, TEAM, BANK_TRANSACTIONS, PAYMENT_MATCHES)
    said = _SAID.of(
        lambda: answer_results(tables, ctx),
        *(tables[tab] for tab in spoken if tab in tables),
        refused,
    )
    yield from results.confirmation_results(*seen(CONFIRMATIONS), said, meanings)
    if PASTE_BANK in tables and BANK_LEDGER in tables:
        answer = answer_of(tables, ctx)
        if answer is not None:
            yield RowResult(f"{PASTE_BANK.tab_key}|", PASTE_BANK.tab_key, (answer,))


def _remembered_rows(
    tables: Tables,
    tab: type[SheetRow],
    worst: Mapping[int, Worst],
    told: Callable[[Table[Any], Mapping[int, Worst]], Iterator[RowResult]],
) -> tuple[RowResult, ...]:
    """Results that depend on the rows of one tab and its findings only."""
    table = _glance(tables, tab)
    return _ROWS[tab.tab_key].of(lambda: tuple(told(table, worst)), table, worst)


def _stock(tables: Tables) -> dict[str, object]:
    """Item key → pieces that may still be sold; items never counted are left out."""
    levels = _glance(tables, STOCK_LEVELS)
    pairs = zip(
        texts(levels, STOCK_LEVELS.item), ints(levels, STOCK_LEVELS.available_qty), strict=True
    )
    return {item: qty for item, qty in pairs if qty is not None}


def _prices(tables: Tables, catalogue: Catalogue) -> pd.DataFrame:
    statuses = tables[ORDER_STATUSES]
    pairs = zip(
        texts(statuses, ORDER_STATUSES.order_no),
        texts(statuses, ORDER_STATUSES.status),
        strict=True,
    )
    still_open = frozenset(number for number, status in pairs if status not in CLOSED)
    locked = locked_prices(_glance(tables, ORDER_PRICES))
    as_typed = _as_typed(_glance(tables, ORDERS))
    found = item_prices(catalogue) | line_prices(tables[ORDER_LINES], locked, still_open, as_typed)
    unique = {key.casefold(): key for key in reversed(found)}
    keys = [key for key in found if unique[key.casefold()] == key]
    return _frame(PRICE_LOOKUP, {"key": keys, "price": [found[key] for key in keys]})


def _as_typed(orders: Table[Any]) -> dict[int, tuple[str, str]]:
    """Sheet row → number and item, where the cells hold them otherwise than orders name them."""
    columns = zip(
        sheet_rows(orders), raw_cells(orders, ORDERS.order_no), texts(orders, ORDERS.order_no),
        raw_cells(orders, ORDERS.item), texts(orders, ORDERS.item), strict=False,
    )  # fmt: skip
    return {
        row: (part(number), part(item))
        for row, number, number_read, item, item_read in columns
        if item != item_read or number != number_read
    }


def _lists(tables: Tables, ctx: Context, catalogue: Catalogue) -> pd.DataFrame:
    statuses, s = tables[ORDER_STATUSES], ORDER_STATUSES
    pairs = zip(texts(statuses, s.order_no), texts(statuses, s.status), strict=True)
    numbers = [number for number, status in pairs if status not in CLOSED][::-1]
    items = best_sellers(catalogue, tables[ORDER_FACTS], tables[ORDER_LINES], ctx.today)
    asked = texts(_glance(tables, ACTIONS), ACTIONS.code)
    codes = open_codes(_glance(tables, BANK_TRANSACTIONS), asked)
    held = _glance(tables, DROPDOWN_LISTS)
    rows = list(
        zip_longest(
            items,
            kept_slots(_standing(held, DROPDOWN_LISTS.open_code), codes, LONGEST_LIST),
            kept_slots(_standing(held, DROPDOWN_LISTS.order_no), numbers, LONGEST_LIST),
        )
    )
    names = ("item", "open_code", "order_no")
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    return _frame(DROPDOWN_LISTS, dict(zip(names, map(list, columns), strict=True)))


def _standing(held: Table[Any], column: Column[Any]) -> dict[int, str]:
    """Line of the list, from 0 → the entry that stands there."""
    lines = zip(sheet_rows(held), texts(held, column), strict=False)
    return {row - DROPDOWN_LISTS.top: entry for row, entry in lines if entry}


def _frame(tab: type[SheetRow], columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {c.key: typed(c.cell.kind, columns[c.key]) for c in tab.columns()}, copy=False
    )


JOB = Job(
    "project-rows",
    reads=(PRODUCTS, ORDER_FACTS, ORDER_LINES, ORDER_STATUSES),
    writes=(ORDER_RESULTS, LINE_RESULTS, PRICE_LOOKUP, DROPDOWN_LISTS),
    run=run,
    glances=(
        ORDERS, STOCK_MOVEMENTS, CASH_ENTRIES, SETTINGS, CONFIRMATIONS, PASTE_BANK, BANK_LEDGER,
        BANK_TRANSACTIONS, PAYMENT_MATCHES, TEAM, ORDER_PRICES, STOCK_LEVELS, ACTIONS,
        DROPDOWN_LISTS,
    ),
)  # fmt: skip
