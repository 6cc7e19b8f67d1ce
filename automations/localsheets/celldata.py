"""CellData: writing masked cells, and showing them in includeGridData answers."""

from collections.abc import Mapping
from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.dragging import moved_by
from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.fieldmask import Mask
from automations.localsheets.formulas import CellError
from automations.localsheets.grid import Column, Sheet, whole
from automations.localsheets.locales import Locale, locale_of
from automations.localsheets.ranges import Box
from automations.localsheets.rendering import formatted
from automations.localsheets.view import View
from automations.localsheets.writing import CELL_LIMIT, blank

#: fields of CellData that a write may set, apart from the value
EXTRAS = (
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
    "hyperlink",
)
_READ_ONLY = {"effectiveValue", "effectiveFormat", "formattedValue"}
_VALUES = {"numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"}
_ERROR_TYPES = {
    "#N/A": "N_A",
    "#REF!": "REF",
    "#VALUE!": "VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#NULL!": "NULL_VALUE",
}
_NOTE_LIMIT = 2048


def mask_of(text: str | None) -> Mask:
    """The fields of a cell write; refused if missing or unknown."""
    if not text:
        raise RefusedError(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    mask = fieldmask.parse(text)
    for name in mask:
        if name not in {"*", "userEnteredValue", *EXTRAS, *_READ_ONLY, "pivotTable"}:
            raise RefusedError(f"Invalid field: {name}")
    return mask


def check(cell: Any) -> Mapping[str, Any]:
    """The cell, if it is one; refused by its first unknown field."""
    if not isinstance(cell, Mapping):
        raise RefusedError(f"Invalid value at 'cell': {cell!r}")
    for name in cell:
        if name not in {"userEnteredValue", *EXTRAS, *_READ_ONLY, "pivotTable"}:
            raise unknown_name(name, "cell")
    for name in cell.get("userEnteredValue", {}):
        if name not in _VALUES:
            raise unknown_name(name, "cell.user_entered_value")
    if len(cell.get("note", "")) > _NOTE_LIMIT:
        raise RefusedError(f"Notes cannot be longer than {_NOTE_LIMIT} characters.")
    return cell


def put_cell(column: Column, row: int, cell: Mapping[str, Any], mask: Mask) -> None:
    """Writes the masked fields of one cell; those it lacks are cleared."""
    if "userEnteredValue" in mask or "*" in mask:
        put_value(column, row, cell.get("userEnteredValue", {}))
    put_extras(column, row, row + 1, cell, mask)


def put_value(column: Column, row: int, value: Mapping[str, Any]) -> None:
    """Writes an ExtendedValue; an empty one blanks the cell."""
    if "formulaValue" in value:
        text = value["formulaValue"]
        if not isinstance(text, str) or not text.startswith("="):
            raise RefusedError("Formulas must start with '='.")
        column.put_formula(row, text)
    elif "numberValue" in value:
        column.put(row, whole(_number(value["numberValue"])))
    elif "boolValue" in value:
        column.put(row, bool(value["boolValue"]))
    elif "stringValue" in value:
        column.put(row, _string(value["stringValue"]) or None)
    elif "errorValue" in value:
        raise RefusedError("Cannot set an errorValue.")
    else:
        column.put(row, None)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"Invalid value at 'number_value' (TYPE_DOUBLE), {value!r}"
        raise RefusedError(message, violations=(message,))
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        message = f"Invalid value at 'string_value' (TYPE_STRING), {value}"
        raise RefusedError(message, violations=(message,))
    if len(value) > CELL_LIMIT:
        raise RefusedError(
            f"Your input contains more than the maximum of {CELL_LIMIT} characters "
            "in a single cell."
        )
    return value


def put_extras(column: Column, first: int, last: int, cell: Mapping[str, Any], mask: Mask) -> None:
    """Writes the masked formats, notes and rules of one cell to a stretch of rows."""
    for name in EXTRAS:
        if name not in mask and "*" not in mask:
            continue
        inner = mask.get(name, {})
        new = cell.get(name)
        if inner and name == "userEnteredFormat":
            wanted = new or {}

            def change(old: Any, wanted: Any = wanted, inner: Mask = inner) -> Any:
                return fieldmask.replaced(old or {}, wanted, inner) or None

            column.change_look(name, first, last, change)
        else:
            column.put_look(name, first, last, new or None)


def grid_rows(view: View, sheet: Sheet, box: Box) -> list[dict[str, Any]]:
    """RowData of a box, trailing blank cells and rows cut."""
    locale = locale_of(view.book.properties["locale"])
    shown = [
        view.column(sheet, index, box.first_row, box.last_row)
        for index in range(box.first_column, box.last_column)
    ]
    rows: list[dict[str, Any]] = []
    for row in range(box.first_row, _last_row(sheet, box, shown)):
        cells = [
            _linked(
                _cell(
                    sheet.columns[box.first_column + at],
                    row,
                    _at(column, row - box.first_row),
                    locale,
                ),
                view.calculator.display_link(sheet.sheet_id, row, box.first_column + at),
            )
            for at, column in enumerate(shown)
        ]
        while cells and not cells[-1]:
            cells.pop()
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _linked(cell: dict[str, Any], link: str | None) -> dict[str, Any]:
    """The cell with the link that its HYPERLINK formula shows, if any."""
    return cell if link is None else {**cell, "hyperlink": link}


def _at(column: list[Any], at: int) -> Any:
    return column[at] if at < len(column) else None


def _last_row(sheet: Sheet, box: Box, shown: list[list[Any]]) -> int:
    last = max((len(column) for column in shown), default=0) + box.first_row
    for column in sheet.columns[box.first_column : box.last_column]:
        for runs in column.extras.values():
            endless = runs.at(box.last_row) is not None
            last = max(last, box.last_row if endless else runs.end())
    return min(last, box.last_row)


def _cell(column: Column, row: int, value: Any, locale: Locale) -> dict[str, Any]:
    cell: dict[str, Any] = {}
    typed = column.value(row)
    formula = column.formulas.get(row)
    if formula is not None:
        cell["userEnteredValue"] = {"formulaValue": formula}
    elif typed is not None:
        cell["userEnteredValue"] = extended(typed)
    for name in EXTRAS:
        found = column.look(name, row)
        if found is not None:
            cell[name] = found
    if value is not None:
        cell["effectiveValue"] = extended(value)
        number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
        cell["formattedValue"] = formatted(_code(value), number_format, locale)
    if "userEnteredFormat" in cell:
        cell["effectiveFormat"] = cell["userEnteredFormat"]
    return cell


def _code(value: Any) -> Any:
    return value.code if isinstance(value, CellError) else value


def extended(value: Any) -> dict[str, Any]:
    """The ExtendedValue of a computed or typed value."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, (int, float)):
        return {"numberValue": value}
    if isinstance(value, CellError):
        error = {"type": _ERROR_TYPES.get(value.code, "ERROR"), "message": value.message}
        return {"errorValue": error}
    return {"stringValue": value}


def clear_cells(column: Column, first: int, last: int, mask: Mask) -> None:
    """Clears the masked fields of a stretch of an owned column."""
    if "userEnteredValue" in mask or "*" in mask:
        blank(column, first, last)
    put_extras(column, first, last, {}, mask)


def dragged(value: Mapping[str, Any], rows: int, columns: int) -> Mapping[str, Any]:
    """The value as repeatCell puts it further down or right: relative references follow."""
    if "formulaValue" not in value or not (rows or columns):
        return value
    return {**value, "formulaValue": moved_by(value["formulaValue"], rows, columns)}
