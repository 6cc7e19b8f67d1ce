"""Cells: updateCells, repeatCell, appendCells."""

from typing import Any

from automations.localsheets import celldata
from automations.localsheets.errors import RefusedError
from automations.localsheets.fieldmask import Mask
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box, check_sides, sheet_id_of
from automations.localsheets.requests.kind import Json, Kind, box_of, guarded, kind, required
from automations.localsheets.requests.tabs import resize
from automations.localsheets.work import Work


def _update(work: Work, body: Json) -> Json:
    mask = celldata.mask_of(body.get("fields"))
    rows = _rows(body)
    if "range" in body:
        sheet, box = box_of(work, body["range"])
        _check_fit(rows, box)
        _fill(work, sheet, box, rows, mask)
        return {}
    start = required(body, "start")
    check_sides(start, "rowIndex", "columnIndex")
    sheet = work.book.sheet(sheet_id_of(start))
    top, left = int(start.get("rowIndex", 0)), int(start.get("columnIndex", 0))
    _check_fit(rows, Box(top, sheet.row_count, left, sheet.column_count))
    for at, cells in enumerate(rows, top):
        _fill(work, sheet, Box(at, at + 1, left, left + len(cells)), [cells], mask)
    return {}


def _rows(body: Json) -> list[list[Any]]:
    return [row.get("values", []) for row in body.get("rows", [])]


def _check_fit(rows: list[list[Any]], box: Box) -> None:
    if len(rows) > box.rows:
        raise RefusedError(
            f"Attempting to write row: {box.last_row}, "
            f"beyond the last requested row of: {box.last_row - 1}"
        )
    if any(len(cells) > box.columns for cells in rows):
        raise RefusedError(
            f"Attempting to write column: {box.last_column}, "
            f"beyond the last requested column of: {box.last_column - 1}"
        )


def _fill(work: Work, sheet: Sheet, box: Box, rows: list[list[Any]], mask: Mask) -> None:
    """Writes the rows into the box; cells of the box without a row lose the masked fields."""
    if not box.rows or not box.columns:
        return
    work.guard(sheet, box)
    checked = [[celldata.check(cell) for cell in cells] for cells in rows]
    for offset in range(box.columns):
        column = sheet.own(box.first_column + offset)
        for row, cells in enumerate(checked, box.first_row):
            cell = cells[offset] if offset < len(cells) else {}
            celldata.put_cell(column, row, cell, mask)
        rest = box.first_row + len(rows)
        if rest < box.last_row:
            celldata.clear_cells(column, rest, box.last_row, mask)


def _repeat(work: Work, body: Json) -> Json:
    mask = celldata.mask_of(body.get("fields"))
    cell = celldata.check(body.get("cell", {}))
    sheet, box = guarded(work, required(body, "range"))
    for index in range(box.first_column, box.last_column):
        column = sheet.own(index)
        celldata.put_extras(column, box.first_row, box.last_row, cell, mask)
        if "userEnteredValue" in mask or "*" in mask:
            value = cell.get("userEnteredValue", {})
            if not value:
                celldata.clear_cells(column, box.first_row, box.last_row, {"userEnteredValue": {}})
                continue
            for row in range(box.first_row, box.last_row):
                shift = (row - box.first_row, index - box.first_column)
                celldata.put_value(column, row, celldata.dragged(value, *shift))
    return {}


def _append(work: Work, body: Json) -> Json:
    mask = celldata.mask_of(body.get("fields"))
    sheet = work.book.sheet(sheet_id_of(body))
    rows = _rows(body)
    top = sheet.row_count if work.liberties.append_at_end else sheet.filled_rows()
    width = max((len(cells) for cells in rows), default=0)
    need_rows, need_columns = top + len(rows), max(sheet.column_count, width)
    if need_rows > sheet.row_count or need_columns > sheet.column_count:
        resize(work.book, sheet, max(need_rows, sheet.row_count), need_columns)
    for at, cells in enumerate(rows, top):
        _fill(work, sheet, Box(at, at + 1, 0, len(cells)), [cells], mask)
    return {}


KINDS: dict[str, Kind] = {
    "updateCells": kind(_update, "rows fields start range"),
    "repeatCell": kind(_repeat, "range cell fields"),
    "appendCells": kind(_append, "sheetId tableId rows fields"),
}
