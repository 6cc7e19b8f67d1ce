"""spreadsheets.get: the answer before its field mask is applied."""

from collections.abc import Sequence
from typing import Any

from automations.localsheets import celldata, ranges
from automations.localsheets.grid import Sheet
from automations.localsheets.identity import Caller
from automations.localsheets.protection import listed as listed_protection
from automations.localsheets.ranges import Box
from automations.localsheets.requests.tabs import listed as listed_tab
from automations.localsheets.runs import Runs
from automations.localsheets.view import View

_ROW_PIXELS, _COLUMN_PIXELS = 21, 100
#: parts of a tab that are listed as they are
_PLAIN = (
    "merges", "conditionalFormats", "bandedRanges", "filterViews", "charts", "rowGroups",
    "columnGroups",
)  # fmt: skip


def spreadsheet(
    view: View, caller: Caller, url: str, *, wanted: Sequence[str] = (), grid_data: bool = False
) -> dict[str, Any]:
    """The Spreadsheet resource; `wanted` ranges limit its tabs and their cells."""
    book = view.book
    boxes = _boxes(view, wanted)
    found: dict[str, Any] = {
        "spreadsheetId": book.book_id,
        "properties": book.properties,
        "sheets": [
            _tab(view, caller, sheet, boxes.get(sheet.sheet_id), grid_data=grid_data)
            for sheet in book.sheets
            if not wanted or sheet.sheet_id in boxes
        ],
    }
    if book.named:
        found["namedRanges"] = book.named
    on_file = [one for one in book.metadata if one["location"]["locationType"] == "SPREADSHEET"]
    if on_file:
        found["developerMetadata"] = on_file
    found["spreadsheetUrl"] = url
    return found


def _boxes(view: View, wanted: Sequence[str]) -> dict[int, list[Box]]:
    boxes: dict[int, list[Box]] = {}
    for text in wanted:
        sheet, area = view.book.locate(text)
        boxes.setdefault(sheet.sheet_id, []).append(ranges.inside(sheet, area))
    return boxes


def _tab(
    view: View, caller: Caller, sheet: Sheet, boxes: list[Box] | None, *, grid_data: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {"properties": listed_tab(view.book, sheet)}
    if grid_data:
        whole = Box(0, sheet.row_count, 0, sheet.column_count)
        found["data"] = [_grid(view, sheet, box) for box in boxes or [whole]]
    for name in _PLAIN:
        if sheet.parts[name]:
            found[name] = sheet.parts[name]
    if sheet.parts["basicFilter"]:
        found["basicFilter"] = sheet.parts["basicFilter"][0]
    protections = [listed_protection(one, caller) for one in sheet.parts["protectedRanges"]]
    if protections:
        found["protectedRanges"] = protections
    on_tab = [
        one
        for one in view.book.metadata
        if one["location"]["locationType"] == "SHEET"
        and one["location"].get("sheetId", 0) == sheet.sheet_id
    ]
    if on_tab:
        found["developerMetadata"] = on_tab
    return found


def _grid(view: View, sheet: Sheet, box: Box) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if box.first_row:
        found["startRow"] = box.first_row
    if box.first_column:
        found["startColumn"] = box.first_column
    rows = celldata.grid_rows(view, sheet, box)
    if rows:
        found["rowData"] = rows
    looks = sheet.row_looks
    found["rowMetadata"] = _lines(
        view, sheet, "ROW", looks, range(box.first_row, box.last_row), _ROW_PIXELS
    )
    found["columnMetadata"] = _lines(
        view,
        sheet,
        "COLUMN",
        sheet.column_looks,
        range(box.first_column, box.last_column),
        _COLUMN_PIXELS,
    )
    return found


def _lines(
    view: View, sheet: Sheet, kind: str, looks: Runs, span: range, pixels: int
) -> list[dict[str, Any]]:
    notes: dict[int, list[dict[str, Any]]] = {}
    for one in view.book.metadata:
        location = one["location"]
        lines = location.get("dimensionRange", {})
        if location["locationType"] == kind and lines.get("sheetId", 0) == sheet.sheet_id:
            notes.setdefault(lines["startIndex"], []).append(one)
    shown = []
    for first, last, look in looks.stretches(span.start, span.stop):
        for at in range(first, last):
            line = {"pixelSize": pixels, **(look or {})}
            if at in notes:
                line["developerMetadata"] = notes[at]
            shown.append(line)
    return shown
