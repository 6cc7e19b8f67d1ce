"""Summary: what the owner reads in 30 seconds → Ringkasan, and the 60 days of its chart.

Row 1 is the heartbeat formula of ``init``; the screen starts below it (workbook.md 8).
"""

import datetime as dt

import numpy as np

from automations.recaps import headline, sections
from automations.recaps.asking import to_check
from automations.recaps.axis import day_number
from automations.recaps.drawing import Line
from automations.recaps.marketplace import marketplace_rows
from automations.recaps.orders import orders_of
from automations.recaps.sellers import best_sellers
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, outcome
from automations.workbook.tables import Table, Tables, empty_table
from sheet_schema.tabs.bank_transactions import BANK_LEDGER
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_prices import ORDER_PRICES
from sheet_schema.tabs.order_statuses import ORDER_MONEY, ORDER_STATUSES
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.recap_daily import RECAP_DAILY, RecapDay
from sheet_schema.tabs.stock_levels import STOCK_LEVELS
from sheet_schema.tabs.summary import SUMMARY
from sheet_schema.tabs.summary_chart import SUMMARY_CHART

CHART_DAYS = 60
_GLANCES = (
    RECAP_DAILY, STOCK_LEVELS, BANK_LEDGER, CASH_ENTRIES, MARKETPLACE_ORDERS, PRODUCTS, ORDER_PRICES,
)  # fmt: skip


def run(tables: Tables, ctx: Context) -> Outcome:
    """The screen, and 60 days of omzet and orders."""
    seen = tables.with_([empty_table(tab) for tab in _GLANCES if tab not in tables])
    rows = [vars(line) for line in screen(seen, ctx)]
    chart = Contents.rows(SUMMARY_CHART, _chart(seen[RECAP_DAILY], ctx.today))
    return outcome(Contents.rows(SUMMARY, rows), chart)


def screen(tables: Tables, ctx: Context) -> list[Line]:
    """All lines of Ringkasan from row 2 on."""
    orders, rows = orders_of(tables), marketplace_rows(tables[MARKETPLACE_ORDERS])
    recap, bank, products = tables[RECAP_DAILY], tables[BANK_LEDGER], tables[PRODUCTS]
    asked = to_check(ctx.problems, ctx.actions, STOCK_LEVELS.tab_key)
    today = day_number(ctx.today)
    best = best_sellers(tables, orders, rows, today - sections.WEEK_DAYS + 1, today)
    return [
        *headline.title(ctx, bank),
        *headline.headline(ctx, recap, headline.takings(tables, orders, rows)),
        *sections.check_head(ctx, asked),
        Line(),
        *sections.figures(ctx, recap, products, orders),
        *sections.money(ctx, bank, tables[CASH_ENTRIES], orders),
        *sections.checks(ctx, asked),
        *sections.stock(ctx, tables[STOCK_LEVELS], products),
        *sections.sellers(ctx, best, products),
    ]


def _chart(recap: Table[RecapDay], today: dt.date) -> list[dict[str, object]]:
    """Sixty days up to *today*, oldest first; blank where nothing is known."""
    first = np.datetime64(today - dt.timedelta(days=CHART_DAYS - 1))
    near = recap.frame[recap[RECAP_DAILY.day] >= first]
    columns = (RECAP_DAILY.day, RECAP_DAILY.revenue_idr, RECAP_DAILY.orders_valid)
    known = {
        day.date(): (revenue, number)
        for day, revenue, number in zip(*(near[c.key].tolist() for c in columns), strict=True)
    }
    days = [today - dt.timedelta(days=back) for back in reversed(range(CHART_DAYS))]
    told = [known.get(day, (None, None)) for day in days]
    return [
        {
            SUMMARY_CHART.day.key: day,
            SUMMARY_CHART.revenue_idr.key: revenue,
            SUMMARY_CHART.orders.key: number,
        }
        for day, (revenue, number) in zip(days, told, strict=True)
    ]


JOB = Job(
    "recap-summary",
    reads=(ORDER_FACTS, ORDER_LINES, ORDER_STATUSES, ORDER_MONEY, ORDER_BOOK),
    writes=(SUMMARY, SUMMARY_CHART),
    run=run,
    glances=_GLANCES,
)
