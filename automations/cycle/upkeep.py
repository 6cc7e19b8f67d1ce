"""Upkeep of staff tabs: the bot's two narrow writes there.

Result columns that were typed over are repaired (what stood there goes to Log Bot whole), and
order numbers are printed ahead.
"""

import datetime as dt
from dataclasses import dataclass, field

from automations.resources import template_tree
from automations.sheets_api.book import Reading, Workbook
from automations.sheets_api.projections import FormulaWords
from automations.sheets_api.repair import (
    Repaired,
    ResultColumn,
    TopUp,
    Watch,
    judge,
    noted,
    repair,
    restored,
    top_up,
)
from automations.workbook.contents import Contents, WantedTab, wanted
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings
from automations.workbook.tables import Binder, places
from sheet_schema.tabs import ORDER_BOOK, ORDERS, TABS


@dataclass
class Upkeep:
    """Remembers which result columns were seen spoiled, and when they were repaired."""

    labels: Labels
    watch: Watch = field(default_factory=Watch)
    stubborn: tuple[ResultColumn, ...] = ()  #: asked of people by the next cycle

    def repair(
        self, workbook: Workbook, reading: Reading, now: dt.datetime
    ) -> tuple[Repaired, ...]:
        """Restore the columns that two reads saw spoiled; what stood there comes back."""
        verdict = judge(self.watch, reading.snapshot.spoiled.keys(), now)
        self.watch, self.stubborn = verdict.watch, verdict.stubborn
        words = FormulaWords(**template_tree(self.labels.lang, "workbook")["formulas"])
        todo = []
        for key, column in verdict.due:
            tab, grid = TABS[key], reading.snapshot.grids.get(key)
            if grid is None:
                continue
            inputs = {c.key for c in tab.inputs()}
            at = {k: p[0] for k, p in places(tab, grid.header, self.labels).items() if k in inputs}
            fixed = restored(
                tab, column, at, reading.snapshot.titles, words, self.labels, grid.header_row
            )
            if fixed is not None:
                todo.append(fixed)
        done = repair(workbook.connection, workbook.workbook_id, todo)
        self.watch = noted(self.watch, [(r.tab, r.column) for r in done if not r.refused], now)
        return done


def numbers_ahead(
    reading: Reading, binder: Binder, settings: Settings
) -> tuple[TopUp, WantedTab | None]:
    """Numbers to print ahead, and their free lines for Buku Nota; nothing when enough are free."""
    grid = reading.snapshot.grids.get(ORDERS.tab_key)
    column = binder.positions(ORDERS, grid).get("order_no") if grid else None
    if not settings.numbers_from_book or grid is None or column is None:
        return TopUp(), None
    book = binder.held(ORDER_BOOK, reading.snapshot.held.get(ORDER_BOOK.tab_key, ()))
    known = {*book[ORDER_BOOK.order_no], *(str(cell) for cell in grid.columns.get(column, ()))}
    free = book[ORDER_BOOK.order_no][book[ORDER_BOOK.state] == "free"].tolist()
    printed = top_up(
        free, known, settings.first_number, reading.snapshot.sheet_ids[ORDERS.tab_key], column
    )
    if not printed.numbers:
        return printed, None
    rows = [{"order_no": number, "state": "free"} for number in printed.numbers]
    return printed, wanted(Contents.rows(ORDER_BOOK, rows), binder.labels.choices, str)
