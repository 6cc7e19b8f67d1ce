"""Cells that change place: sortRange, copyPaste, cutPaste."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from automations.localsheets.dragging import moved_by
from automations.localsheets.errors import RefusedError
from automations.localsheets.formulas import CellError
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box, check_sides, sheet_id_of
from automations.localsheets.requests.kind import Json, Kind, box_of, guarded, kind, required
from automations.localsheets.work import Work

_RULES = ("dataValidation",)
_LOOKS = ("userEnteredFormat", "textFormatRuns", "chipRuns")
_TYPES = {
    "PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_FORMULA",
    "PASTE_DATA_VALIDATION", "PASTE_CONDITIONAL_FORMATTING",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell on its way: typed value, formula, effective value, and formats by name."""

    value: Any
    formula: str | None
    shown: Any
    extras: dict[str, Any]


def _take(work: Work, sheet: Sheet, box: Box) -> list[list[_Cell]]:
    shown = [
        work.view.column(sheet, index, box.first_row, box.last_row)
        for index in range(box.first_column, box.last_column)
    ]
    rows = []
    for row in range(box.first_row, box.last_row):
        cells = []
        for at, effective in enumerate(shown):
            column = sheet.columns[box.first_column + at]
            seen = effective[row - box.first_row] if row - box.first_row < len(effective) else None
            extras = {name: runs.at(row) for name, runs in column.extras.items()}
            cells.append(_Cell(column.value(row), column.formulas.get(row), seen, extras))
        rows.append(cells)
    return rows


def _sort(work: Work, body: Json) -> Json:
    sheet, box = guarded(work, required(body, "range"))
    rows = list(enumerate(_take(work, sheet, box), box.first_row))
    for spec in reversed(body.get("sortSpecs", [])):
        offset = int(spec.get("dimensionIndex", 0)) - box.first_column
        if not 0 <= offset < box.columns:
            raise RefusedError("Sort column must be inside the sorted range.")
        down = spec.get("sortOrder") == "DESCENDING"
        filled = [row for row in rows if row[1][offset].shown is not None]
        blank = [row for row in rows if row[1][offset].shown is None]
        filled.sort(key=_by_column(offset), reverse=down)
        rows = filled + blank
    for target, (source, cells) in enumerate(rows, box.first_row):
        for at, cell in enumerate(cells):
            _put(sheet, target, box.first_column + at, cell, "PASTE_NORMAL", target - source)
    return {}


def _by_column(offset: int) -> Callable[[tuple[int, list[_Cell]]], tuple[int, Any]]:
    return lambda row: _rank(row[1][offset].shown)


def _rank(value: Any) -> tuple[int, Any]:
    """Numbers before texts before booleans before errors."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, CellError):
        return 3, str(value)
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _put(
    sheet: Sheet, row: int, index: int, cell: _Cell, paste: str, down: int = 0, right: int = 0
) -> None:
    column = sheet.own(index)
    if paste in {"PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMULA"}:
        if cell.formula is not None:
            column.put_formula(row, moved_by(cell.formula, down, right))
        else:
            column.put(row, cell.value)
    elif paste == "PASTE_VALUES":
        column.put(row, str(cell.shown) if isinstance(cell.shown, CellError) else cell.shown)
    names: tuple[str, ...] = ()
    if paste in {"PASTE_NORMAL", "PASTE_NO_BORDERS"}:
        names = (*_LOOKS, *_RULES, "note")
    elif paste == "PASTE_FORMAT":
        names = _LOOKS
    elif paste == "PASTE_DATA_VALIDATION":
        names = _RULES
    for name in names:
        value = cell.extras.get(name)
        if value is not None or name in column.extras:
            column.put_look(name, row, row + 1, value)


def _type_of(body: Json) -> str:
    paste = str(body.get("pasteType", "PASTE_NORMAL"))
    if paste not in _TYPES:
        raise RefusedError(f"Invalid value at 'paste_type': {paste}")
    return paste


def _copy(work: Work, body: Json) -> Json:
    """Copies the source over the destination, repeated where that is a multiple of it."""
    source, box = box_of(work, required(body, "source"))
    sheet, target = box_of(work, required(body, "destination"))
    paste, cells = _type_of(body), _take(work, source, box)
    if body.get("pasteOrientation") == "TRANSPOSE":
        cells = [list(row) for row in zip(*cells, strict=True)]
    if not cells or not cells[0]:
        return {}
    height, width = len(cells), len(cells[0])
    rows = max(height, target.rows // height * height)
    columns = max(width, target.columns // width * width)
    reach = Box(
        target.first_row,
        target.first_row + rows,
        target.first_column,
        target.first_column + columns,
    )
    if reach.last_row > sheet.row_count or reach.last_column > sheet.column_count:
        raise RefusedError("The destination range does not fit in the grid.")
    work.guard(sheet, reach)
    for row in range(rows):
        for column in range(columns):
            to_row, to_column = reach.first_row + row, reach.first_column + column
            from_row, from_column = box.first_row + row % height, box.first_column + column % width
            cell = cells[row % height][column % width]
            _put(sheet, to_row, to_column, cell, paste, to_row - from_row, to_column - from_column)
    return {}


def _cut(work: Work, body: Json) -> Json:
    """Moves the cells; formulas elsewhere keep pointing at the old place (Google's follow)."""
    source, box = guarded(work, required(body, "source"))
    spot = required(body, "destination")
    sheet = work.book.sheet(sheet_id_of(spot))
    check_sides(spot, "rowIndex", "columnIndex")
    top, left = int(spot.get("rowIndex", 0)), int(spot.get("columnIndex", 0))
    reach = Box(top, top + box.rows, left, left + box.columns)
    if reach.last_row > sheet.row_count or reach.last_column > sheet.column_count:
        raise RefusedError("The destination range does not fit in the grid.")
    work.guard(sheet, reach)
    paste, cells = _type_of(body), _take(work, source, box)
    nothing = _Cell(None, None, None, {})
    for row in range(box.first_row, box.last_row):
        for column in range(box.first_column, box.last_column):
            _put(source, row, column, nothing, paste)
    for row, line in enumerate(cells, top):
        for column, cell in enumerate(line, left):
            _put(sheet, row, column, cell, paste)
    return {}


KINDS: dict[str, Kind] = {
    "sortRange": kind(_sort, "range sortSpecs"),
    "copyPaste": kind(_copy, "source destination pasteType pasteOrientation"),
    "cutPaste": kind(_cut, "source destination pasteType"),
}
