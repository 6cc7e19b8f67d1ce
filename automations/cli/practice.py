"""Types the practice shop into a fresh workbook, as its staff would have over 90 days."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.practice_shop import PracticeShop
from automations.sheets_api.book import Reading
from automations.sheets_api.connect import Connection
from automations.sheets_api.provision.numbers import number_after
from automations.workbook.labels import Labels
from automations.workbook.links import quoted_title
from automations.workbook.tables import places
from sheet_schema.cells import Cell
from sheet_schema.days import serial, serial_at
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import (
    CASH_ENTRIES,
    CONFIRMATIONS,
    ORDER_BOOK,
    ORDERS,
    PRODUCTS,
    STOCK_MOVEMENTS,
    TEAM,
)

_SPARE_ROWS = 200
_TYPED: tuple[type[SheetRow], ...] = (PRODUCTS, STOCK_MOVEMENTS, CASH_ENTRIES, CONFIRMATIONS, TEAM)
Row = Mapping[str, Any]


def next_number(shop: PracticeShop) -> str:
    """The number after the highest one in the book of *shop*."""
    numbers = [str(row["order_no"]) for row in shop.book_rows]
    return number_after(max(numbers, key=lambda number: (len(number), number)))


@dataclass(frozen=True)
class Typist:
    """Writes rows into tabs of one workbook, columns found by their headers."""

    connection: Connection
    workbook: str
    labels: Labels
    reading: Reading

    def put(self, shop: PracticeShop) -> None:
        """Everything of *shop*: staff tabs, the order book so far, the numbers printed ahead."""
        for tab in _TYPED:
            self.rows(tab, shop.rows.get(tab.tab_key, ()), first_row=2)
        printed = self._printed_numbers()
        free = [{"order_no": number} for number in printed]
        self.rows(ORDERS, [*shop.rows["orders"], *free], first_row=2)
        free_book = [{"order_no": number, "state": "free"} for number in printed]
        self.rows(ORDER_BOOK, [*shop.book_rows, *free_book], first_row=ORDER_BOOK.top)

    def rows(self, tab: type[SheetRow], rows: Sequence[Row], first_row: int) -> None:
        """Write *rows* from *first_row* on; result columns and everything else stay as they are."""
        if not rows:
            return
        at = self._positions(tab)
        width = max(at.values()) + 1
        filled = {place: key for key, place in at.items()}
        values = [[self._cell(tab, filled.get(i), row) for i in range(width)] for row in rows]
        self._grow(tab, first_row + len(rows) + _SPARE_ROWS)
        title = quoted_title(self.reading.snapshot.titles[tab.tab_key])
        body = {
            "valueInputOption": "RAW",
            "data": [{"range": f"{title}!A{first_row}", "values": values}],
        }
        self.connection.write(f"{self.workbook}/values:batchUpdate", body, cause="practice")

    def _printed_numbers(self) -> list[str]:
        grid = self.reading.snapshot.grids["orders"]
        at = self._positions(ORDERS)["order_no"]
        return [str(cell) for cell in grid.columns.get(at, ()) if str(cell)[-1:].isdigit()]

    def _positions(self, tab: type[SheetRow]) -> dict[str, int]:
        if tab.writer is not Writer.STAFF:
            return {column.key: tab.left + i for i, column in enumerate(tab.columns())}
        grid = self.reading.snapshot.grids[tab.tab_key]
        inputs = {column.key for column in tab.inputs()}
        found = places(tab, grid.header, self.labels)
        return {key: at[0] for key, at in found.items() if key in inputs}

    def _cell(self, tab: type[SheetRow], key: str | None, row: Row) -> Cell | None:
        """The cell of a column; ``None`` leaves a result column alone."""
        if key is None:
            return None
        value = row.get(key, "")
        if isinstance(value, dt.datetime):
            return serial_at(value)
        if isinstance(value, dt.date):
            return serial(value)
        if tab is ORDER_BOOK and key == "state":
            return self.labels.choice("number_state", str(value))
        return "" if value is None else value

    def _grow(self, tab: type[SheetRow], rows: int) -> None:
        sheet_id = self.reading.layout.sheet_ids[tab.tab_key]
        there = self.reading.layout.row_counts[sheet_id]
        if rows <= there:
            return
        span = {
            "sheetId": sheet_id,
            "dimension": "ROWS",
            "startIndex": there - 1,
            "endIndex": rows - 1,
        }
        request = {"insertDimension": {"range": span, "inheritFromBefore": True}}
        self.connection.write(
            f"{self.workbook}:batchUpdate", {"requests": [request]}, cause="practice"
        )
