"""Writing: values.update and its kin, RAW and USER_ENTERED."""

from dataclasses import dataclass
from typing import Any

from automations.localsheets import a1, ranges
from automations.localsheets.entered import Entry, entered
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Column, Sheet, whole
from automations.localsheets.locales import Locale, locale_of
from automations.localsheets.ranges import Box
from automations.localsheets.work import Work

CELL_LIMIT = 50_000
_LIST = "type.googleapis.com/google.protobuf.ListValue"


@dataclass(frozen=True, slots=True)
class Written:
    """What a write has covered: the tab, the box, and how many cells were sent."""

    sheet: Sheet
    box: Box
    cells: int

    def counts(self) -> dict[str, int]:
        """updatedRows, updatedColumns and updatedCells; absent when nothing was sent."""
        if not self.cells:
            return {}
        return {
            "updatedRows": self.box.rows,
            "updatedColumns": self.box.columns,
            "updatedCells": self.cells,
        }


def check_option(option: str | None) -> bool:
    """True for USER_ENTERED, False for RAW; anything else is refused as Google does."""
    if option not in {"RAW", "USER_ENTERED"}:
        message = "'valueInputOption' is required but not specified"
        if option not in {None, "INPUT_VALUE_OPTION_UNSPECIFIED"}:
            kind = "type.googleapis.com/google.apps.sheets.v4.ValueInputOption"
            message = f"Invalid value at 'value_input_option' ({kind}), \"{option}\""
        raise RefusedError(message, violations=(message,))
    return option == "USER_ENTERED"


def lines_of(body: dict[str, Any], path: str = "data.values") -> list[list[Any]]:
    """The rows of a ValueRange, whichever its major dimension; None where a cell stays as it is."""
    values = body.get("values", [])
    if not isinstance(values, list):
        raise _not_a_list(path, values)
    for at, line in enumerate(values):
        if not isinstance(line, list):
            raise _not_a_list(f"{path}[{at}]", line)
        for item in line:
            if isinstance(item, (dict, list)):
                kind = "struct_value" if isinstance(item, dict) else "list_value"
                raise RefusedError(f"Invalid values[{at}][{line.index(item)}]: {kind}")
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max((len(line) for line in values), default=0)
    return [[line[row] if row < len(line) else None for line in values] for row in range(height)]


def _not_a_list(path: str, value: Any) -> RefusedError:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    message = f"Invalid value at '{path}' ({_LIST}), {shown}"
    return RefusedError(message, violations=(message,))


def write(
    work: Work, sheet: Sheet, area: a1.Area, lines: list[list[Any]], *, user_entered: bool
) -> Written:
    """Writes rows from the area's corner; refused if they do not fit the area or the grid."""
    box = ranges.inside(sheet, area)
    width = max((len(line) for line in lines), default=0)
    _check_fit(sheet, area, box, len(lines), width)
    target = Box(
        box.first_row,
        box.first_row + len(lines),
        box.first_column,
        box.first_column + width,
    )
    sent = sum(len(line) for line in lines)
    if not sent:
        return Written(sheet, box, 0)
    work.guard(sheet, target)
    locale = locale_of(work.book.properties["locale"])
    for offset in range(width):
        column = sheet.own(target.first_column + offset)
        for row, line in enumerate(lines, target.first_row):
            if offset < len(line) and line[offset] is not None:
                _put(column, row, line[offset], user_entered, locale, work)
    return Written(sheet, target, sent)


def _put(
    column: Column, row: int, value: Any, user_entered: bool, locale: Locale, work: Work
) -> None:
    if isinstance(value, str) and len(value) > CELL_LIMIT:
        raise RefusedError(
            f"Your input contains more than the maximum of {CELL_LIMIT} characters "
            "in a single cell."
        )
    if not isinstance(value, str):
        column.put(row, whole(value))
    elif not user_entered:
        column.put(row, value or None)
    else:
        cell_format = column.look("userEnteredFormat", row) or {}
        plain = cell_format.get("numberFormat", {}).get("type") == "TEXT"
        put_entry(column, row, entered(value, locale, plain_text=plain, now=work.now))


def put_entry(column: Column, row: int, entry: Entry) -> None:
    """Writes a parsed cell; its number format is set where the cell has none."""
    if entry.formula is not None:
        column.put_formula(row, entry.formula)
        return
    column.put(row, entry.value)
    if entry.number_format is not None:
        cell_format = column.look("userEnteredFormat", row) or {}
        if "numberFormat" not in cell_format:
            changed = {**cell_format, "numberFormat": entry.number_format}
            column.put_look("userEnteredFormat", row, row + 1, changed)


def _check_fit(sheet: Sheet, area: a1.Area, box: Box, height: int, width: int) -> None:
    single = box.rows == 1 and box.columns == 1
    last_row = sheet.row_count if single else box.last_row
    last_column = sheet.column_count if single else box.last_column
    shown = a1.named(sheet.title, area)
    if box.first_row + height > last_row:
        raise RefusedError(
            f"Requested writing within range [{shown}], but tried writing to row [{last_row + 1}]"
        )
    if box.first_column + width > last_column:
        raise RefusedError(
            f"Requested writing within range [{shown}], "
            f"but tried writing to column [{a1.letters(last_column)}]"
        )


def clear(work: Work, sheet: Sheet, box: Box) -> None:
    """Blanks the values and formulas of a box; formats stay."""
    work.guard(sheet, box)
    for index in range(box.first_column, box.last_column):
        column = sheet.columns[index]
        if column.formulas or any(
            value is not None for value in column.values[box.first_row : box.last_row]
        ):
            blank(sheet.own(index), box.first_row, box.last_row)


def blank(column: Column, first: int, last: int) -> None:
    """Blanks a stretch of an owned column."""
    end = min(last, len(column.values))
    if first < end:
        column.values[first:end] = [None] * (end - first)
    for row in [row for row in column.formulas if first <= row < last]:
        del column.formulas[row]


def table_at(work: Work, sheet: Sheet, box: Box) -> Box | None:
    """The last table in the box, as values.append looks for it; None on empty ground.

    A table is a block of cells that touch; "" shown by an array counts as a cell.
    """
    columns = [
        work.view.column(sheet, index, 0, sheet.row_count) for index in range(sheet.column_count)
    ]
    start: tuple[int, int] | None = None
    for index in range(box.first_column, box.last_column):
        column = columns[index]
        row = min(len(column), box.last_row) - 1
        while row >= box.first_row and column[row] is None:
            row -= 1
        if row >= box.first_row and (start is None or row >= start[0]):
            start = (row, index)
    return None if start is None else _grown(columns, *start)


def _grown(columns: list[list[Any]], row: int, index: int) -> Box:
    top, bottom, left, right = row, row + 1, index, index + 1

    def filled(first: int, last: int, from_column: int, to_column: int) -> bool:
        if first < 0 or from_column < 0 or to_column > len(columns):
            return False
        return any(
            value is not None
            for column in columns[from_column:to_column]
            for value in column[first:last]
        )

    grew = True
    while grew:
        grew = True
        low, high = max(0, left - 1), min(len(columns), right + 1)
        if filled(top - 1, top, low, high):
            top -= 1
        elif filled(bottom, bottom + 1, low, high):
            bottom += 1
        elif filled(max(0, top - 1), bottom + 1, left - 1, left):
            left -= 1
        elif filled(max(0, top - 1), bottom + 1, right, right + 1):
            right += 1
        else:
            grew = False
    return Box(top, bottom, left, right)
