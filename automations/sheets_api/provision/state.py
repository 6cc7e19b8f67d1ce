"""The workbook as it is: what ``spreadsheets.get`` told, by sheet and by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
Place = tuple[int, int]  #: row and column, both from 0

#: Developer metadata of ours (workbook.md 1).
TABS_KEY, SCHEMA_KEY, INSTALL_KEY = "rekapin.tabs", "rekapin.schema", "rekapin.install"
COLUMN_KEY = "rekapin.column"


@dataclass(frozen=True)
class SheetState:
    """One sheet; ``cells`` holds the rows that were read."""

    properties: Json
    cells: Mapping[Place, Json] = field(default_factory=dict)
    columns: Mapping[int, Sequence[Json]] = field(default_factory=dict)  #: metadata by column
    protections: Sequence[Json] = ()
    rules: Sequence[Json] = ()
    charts: Sequence[Json] = ()

    @property
    def sheet_id(self) -> int:
        """The id that never changes."""
        return int(self.properties.get("sheetId", 0))

    @property
    def title(self) -> str:
        """The title now."""
        return str(self.properties.get("title", ""))

    @property
    def rows(self) -> int:
        """Rows of the grid, blank ones included."""
        return int(self.properties.get("gridProperties", {}).get("rowCount", 0))

    @property
    def width(self) -> int:
        """Columns of the grid."""
        return int(self.properties.get("gridProperties", {}).get("columnCount", 0))

    @property
    def frozen_rows(self) -> int:
        """Frozen rows at the top."""
        return int(self.properties.get("gridProperties", {}).get("frozenRowCount", 0))

    def value(self, row: int, column: int) -> Json:
        """What was entered in a cell, as an ExtendedValue; empty for a blank."""
        found: Json = self.cells.get((row, column), {}).get("userEnteredValue", {})
        return found

    def text(self, row: int, column: int) -> str:
        """The text that a cell shows, "" where it shows none."""
        shown = self.cells.get((row, column), {}).get("effectiveValue", {})
        return str(shown.get("stringValue", "")).strip()


@dataclass(frozen=True)
class WorkbookState:
    """The whole workbook."""

    workbook_id: str
    address: str  #: spreadsheetUrl without its query
    properties: Json
    metadata: Mapping[str, Json]  #: spreadsheet-level developer metadata by key
    sheets: tuple[SheetState, ...]

    def by_id(self) -> dict[int, SheetState]:
        """Sheets by id."""
        return {sheet.sheet_id: sheet for sheet in self.sheets}


def state_of(outline: Json, cells: Json | None = None) -> WorkbookState:
    """The state of two answers of ``spreadsheets.get``: without cells, and the cells of some rows.

    The second may be missing, or hold some of the sheets only.
    """
    data = {
        int(sheet["properties"].get("sheetId", 0)): sheet.get("data", ())
        for sheet in (cells or {}).get("sheets", ())
    }
    return WorkbookState(
        str(outline["spreadsheetId"]),
        str(outline.get("spreadsheetUrl", "")).partition("?")[0],
        outline.get("properties", {}),
        {entry["metadataKey"]: entry for entry in outline.get("developerMetadata", ())},
        tuple(
            _sheet(sheet, data.get(int(sheet["properties"].get("sheetId", 0)), ()))
            for sheet in outline["sheets"]
        ),
    )


def _sheet(sheet: Json, data: Sequence[Json]) -> SheetState:
    cells: dict[Place, Json] = {}
    columns: dict[int, Sequence[Json]] = {}
    for grid in data:
        top, left = int(grid.get("startRow", 0)), int(grid.get("startColumn", 0))
        for r, row in enumerate(grid.get("rowData", ())):
            for c, cell in enumerate(row.get("values", ())):
                if cell:
                    cells[top + r, left + c] = cell
        for c, line in enumerate(grid.get("columnMetadata", ())):
            if "developerMetadata" in line:
                columns[left + c] = line["developerMetadata"]
    return SheetState(
        sheet["properties"],
        cells,
        columns,
        sheet.get("protectedRanges", ()),
        sheet.get("conditionalFormats", ()),
        sheet.get("charts", ()),
    )
