"""check-rows: staff rows against every rule, and Pesanan gathered into orders and lines.

Nothing is repaired or left away: a wrong row keeps its place, gets its findings, and its order
says ``excluded``.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from automations.rules.cash_rules import CASH_RULES
from automations.rules.confirmation_rules import CONFIRMATION_RULES
from automations.rules.gathering import FirstSeen, Gathered, gather
from automations.rules.items import Catalogue, catalogue_of
from automations.rules.joined_rows import JoinedRows, joined_rows
from automations.rules.lists import checks, days, texts
from automations.rules.number_rules import free_numbers, with_free_numbers
from automations.rules.order_frames import facts_frame, lines_frame
from automations.rules.order_rules import findings
from automations.rules.product_rules import PRODUCT_RULES
from automations.rules.required_cells import missing_columns
from automations.rules.row_checks import RowChecks
from automations.rules.shop import Shop
from automations.rules.stock_rules import STOCK_RULES
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Level, Outcome, Problem, outcome
from automations.workbook.remembered import Remembered
from automations.workbook.tables import Tables
from sheet_schema.model import Column, SheetRow
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.confirmations import CONFIRMATIONS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.orders import ORDERS
from sheet_schema.tabs.problems import PROBLEMS
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS
from sheet_schema.tabs.team import TEAM

_RowRules = tuple[Callable[[RowChecks], Iterator[Problem]], ...]
#: Staff tab → the column that marks its sample row, its day column, its rules.
OTHER_TABS: tuple[tuple[type[SheetRow], Column[str | None] | Column[str], str, _RowRules], ...] = (
    (PRODUCTS, PRODUCTS.sku, "", PRODUCT_RULES),
    (STOCK_MOVEMENTS, STOCK_MOVEMENTS.note, "moved_on", STOCK_RULES),
    (CASH_ENTRIES, CASH_ENTRIES.description, "entered_on", CASH_RULES),
    (CONFIRMATIONS, CONFIRMATIONS.code, "", CONFIRMATION_RULES),
)
_CATALOGUE: Remembered[Catalogue] = Remembered(limit=2)
_JOINED: Remembered[JoinedRows] = Remembered(limit=1)
_GATHERED: Remembered[tuple[Gathered, list[tuple[str, ...]]]] = Remembered(limit=1)
_OTHERS: Mapping[str, Remembered[tuple[Problem, ...]]] = {
    tab.tab_key: Remembered(limit=2) for tab, *_ in OTHER_TABS
}
_SURE_WITHIN = dt.timedelta(hours=2)  #: of the last good read, for a new row to be of today


def run(tables: Tables, ctx: Context) -> Outcome:
    """Orders, lines and the findings of all staff tabs."""
    catalogue = _CATALOGUE.of(lambda: catalogue_of(tables[PRODUCTS]), tables[PRODUCTS])
    team = tuple(texts(tables[TEAM], TEAM.name)) if TEAM in tables else ()
    joined = _JOINED.of(lambda: joined_rows(tables[ORDERS]), tables[ORDERS])
    seen, in_book = _first_seen(tables, ctx)
    orders, missing = _gathered(tables, ctx, catalogue, seen, joined)
    shop = Shop(
        orders, missing, catalogue, ctx.settings, ctx.labels, seen, ctx.today, team, in_book
    )
    found = findings(shop, _typing(ctx, ORDERS))
    free = free_numbers(joined.free, (*in_book, *joined.numbers), ctx.settings.first_number)
    told = with_free_numbers(found.told, free)
    excluded = frozenset(problem.key for problem in told if problem.level is Level.EXCLUDES)
    facts = facts_frame(orders, missing, excluded, found.held_back)
    return outcome(
        Contents.of(ORDER_FACTS, facts),
        Contents.of(ORDER_LINES, lines_frame(orders)),
        problems=[*told, *_other_tabs(tables, ctx, catalogue, team)],
    )


def _gathered(
    tables: Tables, ctx: Context, catalogue: Catalogue, seen: FirstSeen, joined: JoinedRows
) -> tuple[Gathered, list[tuple[str, ...]]]:
    """Orders and what each lacks; *joined* follows from the table of Pesanan."""

    def gathered() -> tuple[Gathered, list[tuple[str, ...]]]:
        orders = gather(joined, catalogue, ctx.settings, seen)
        return orders, missing_columns(orders)

    return _GATHERED.of(gathered, tables[ORDERS], catalogue, ctx.settings, seen)


def _first_seen(tables: Tables, ctx: Context) -> tuple[FirstSeen, dict[str, dt.date | None]]:
    book: dict[str, dt.date | None] = {}
    adopted: frozenset[str] = frozenset()
    if ORDER_BOOK in tables:
        entries = tables[ORDER_BOOK]
        numbers = texts(entries, ORDER_BOOK.order_no)
        book = dict(zip(numbers, days(entries, ORDER_BOOK.first_filled_at), strict=True))
        marks = checks(entries, ORDER_BOOK.adopted)
        adopted = frozenset(number for number, mark in zip(numbers, marks, strict=True) if mark)
    last = ctx.previous_read_at
    certain = last is not None and (last.date() == ctx.today or ctx.now - last <= _SURE_WITHIN)
    seen = FirstSeen(book, adopted, ctx.today, certain, _told_before(tables, "D03"))
    foreign = _told_before(tables, "N05")
    return seen, {number: day for number, day in book.items() if number not in foreign}


def _told_before(tables: Tables, rule: str) -> frozenset[str]:
    """Numbers that *rule* told at the last cycle.

    What made it true then is journaled since (the first-seen day, the number itself) and would
    hide it; it holds until the cell changes.
    """
    if PROBLEMS not in tables:
        return frozenset()
    held = tables[PROBLEMS]
    pairs = zip(texts(held, PROBLEMS.key), texts(held, PROBLEMS.code), strict=True)
    return frozenset(key for key, code in pairs if code == rule)


def _typing(ctx: Context, tab: type[SheetRow]) -> frozenset[int]:
    return frozenset(row for key, row in ctx.typing if key == tab.tab_key)


def _other_tabs(
    tables: Tables, ctx: Context, catalogue: Catalogue, team: tuple[str, ...]
) -> Iterator[Problem]:
    for tab, sample, day, rules in OTHER_TABS:
        if tab not in tables or not len(tables[tab]):
            continue
        rows = RowChecks(tables[tab], ctx.labels, ctx.settings, catalogue, team, sample)
        found = _OTHERS[tab.tab_key].of(
            partial(_since_start, rows, rules, day),
            rows.table,
            ctx.labels,
            ctx.settings,
            catalogue,
            team,
        )
        typing = _typing(ctx, tab)
        for problem in found:
            if problem.row not in typing or problem.level is Level.FILL:
                yield problem


def _since_start(rows: RowChecks, rules: _RowRules, day: str) -> tuple[Problem, ...]:
    """Findings of *rules*, rows before ``mulai_pakai`` left out; *day*: key of the day column."""
    old: set[int] = set()
    since = rows.settings.in_use_since
    if day and since is not None:
        numbered = zip(rows.cells[day], rows.table.rows, strict=False)
        old = {row for at, row in numbered if at is not None and at < since}
    return tuple(problem for rule in rules for problem in rule(rows) if problem.row not in old)


JOB = Job(
    "check-rows",
    reads=(ORDERS, PRODUCTS),
    writes=(ORDER_FACTS, ORDER_LINES),
    run=run,
    glances=(ORDER_BOOK, TEAM, STOCK_MOVEMENTS, CASH_ENTRIES, CONFIRMATIONS, PROBLEMS),
)
