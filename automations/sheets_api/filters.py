"""Areas of the workbook ↔ the body and answer of ``values:batchGetByDataFilter`` (pure).

Areas are addressed by sheetId, which survives renaming and moving.  Answers come in any order
and are matched by the filter that each one repeats (sheets_api.md 4.3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.errors import SheetsUnavailableError
from automations.sheets_api.layout import HEADER_SEARCH, HELD, PASTE, STAFF, Layout, runs
from sheet_schema.cells import Cell
from sheet_schema.model import SheetRow
from sheet_schema.tabs import MACHINE
from sheet_schema.tabs.machine import MACHINE_ROWS

Columns = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Area:
    """A rectangle of one tab, indexes from 0, ends excluded; an open end reaches the grid's."""

    sheet_id: int
    first_row: int
    end_row: int | None
    first_column: int = 0
    end_column: int | None = None

    def grid_range(self) -> dict[str, int]:
        """The area as Google writes a GridRange."""
        ends = {"endRowIndex": self.end_row, "endColumnIndex": self.end_column}
        return {
            "sheetId": self.sheet_id,
            "startRowIndex": self.first_row,
            "startColumnIndex": self.first_column,
        } | {name: end for name, end in ends.items() if end is not None}


def body(areas: Sequence[Area], *, formulas: bool = False) -> dict[str, Any]:
    """The request body that reads *areas* as bare values, column by column."""
    return {
        "dataFilters": [{"gridRange": area.grid_range()} for area in areas],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "FORMULA" if formulas else "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }


def matched(areas: Sequence[Area], answer: Mapping[str, Any]) -> dict[Area, Columns]:
    """The columns of each area; an answer that leaves one out is no answer."""
    found: dict[tuple[int | None, ...], Columns] = {}
    for one in answer.get("valueRanges", ()):
        for echoed in one.get("dataFilters", ()):
            found[_mark(echoed.get("gridRange", {}))] = one["valueRange"].get("values", ())
    lost = [area for area in areas if _mark(area.grid_range()) not in found]
    if lost:
        raise SheetsUnavailableError(f"Google left {len(lost)} of {len(areas)} ranges out")
    return {area: found[_mark(area.grid_range())] for area in areas}


def _mark(grid: Mapping[str, Any]) -> tuple[int | None, ...]:
    """A GridRange as a key; zeros may be left out of an answer."""
    return (
        grid.get("sheetId", 0),
        grid.get("startRowIndex", 0),
        grid.get("endRowIndex"),
        grid.get("startColumnIndex", 0),
        grid.get("endColumnIndex"),
    )


def machine_area(sheet_id: int) -> Area:
    """The values of the machine tab, B2 on."""
    return Area(sheet_id, 1, 1 + len(MACHINE_ROWS), 1, 2)


def header_area(layout: Layout, tab: type[SheetRow]) -> Area:
    """The header row of a staff tab, whole."""
    row = layout.headers[tab.tab_key].row
    return Area(layout.sheet_ids[tab.tab_key], row - 1, row)


def search_area(sheet_id: int) -> Area:
    """The rows in which a header may have been pushed down."""
    return Area(sheet_id, 0, HEADER_SEARCH)


def input_areas(layout: Layout, tab: type[SheetRow]) -> list[Area]:
    """The runs of input columns of a staff tab, below its header."""
    header = layout.headers[tab.tab_key]
    return [
        Area(layout.sheet_ids[tab.tab_key], header.row, None, first, end)
        for first, end in runs(header.inputs)
    ]


def answer_cell(sheet_id: int) -> Area:
    """B2 of a paste tab: which account the lines are of."""
    return Area(sheet_id, 1, 2, 1, 2)


def pasted_area(layout: Layout, tab: type[SheetRow]) -> Area:
    """The lines of a paste tab."""
    end = tab.left + len(tab.columns())
    return Area(layout.sheet_ids[tab.tab_key], tab.top - 1, None, tab.left, end)


def held_area(layout: Layout, tab: type[SheetRow]) -> Area:
    """The contents of a bot tab."""
    return pasted_area(layout, tab)


def link_areas(layout: Layout, tab: type[SheetRow]) -> dict[int, Area]:
    """Place of a formula column among a bot tab's columns → its area."""
    sheet_id, first = layout.sheet_ids[tab.tab_key], tab.top - 1
    return {
        at: Area(sheet_id, first, None, tab.left + at, tab.left + at + 1)
        for at, column in enumerate(tab.columns())
        if column.cell.kind == "formula"
    }


def fact_areas(layout: Layout) -> list[Area]:
    """What every read carries: the machine tab, staff tabs, paste tabs."""
    found = [machine_area(layout.sheet_ids[MACHINE.tab_key])]
    for tab in layout.present(STAFF):
        found += [header_area(layout, tab), *input_areas(layout, tab)]
    for tab in layout.present(PASTE):
        found += [answer_cell(layout.sheet_ids[tab.tab_key]), pasted_area(layout, tab)]
    return found


def held_areas(layout: Layout) -> list[Area]:
    """What a full read adds: the bot tabs."""
    return [held_area(layout, tab) for tab in layout.present(HELD)]
