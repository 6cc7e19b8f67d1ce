"""Reading: ValueRange answers of the values methods."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from automations.localsheets import a1, ranges
from automations.localsheets.errors import RefusedError
from automations.localsheets.formulas import CellError
from automations.localsheets.grid import Sheet
from automations.localsheets.locales import Locale, locale_of
from automations.localsheets.ranges import Box
from automations.localsheets.rendering import formatted
from automations.localsheets.runs import EMPTY
from automations.localsheets.view import View

_RENDER = {"FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"}
_DATE_TIME = {"SERIAL_NUMBER", "FORMATTED_STRING"}
_MAJOR = {"ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED"}
_DATED = {"DATE", "TIME", "DATE_TIME"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a reader wants values: the three options of the values methods."""

    value: str = "FORMATTED_VALUE"
    date_time: str = "SERIAL_NUMBER"
    major: str = "ROWS"


def rendering(
    value: str | None, date_time: str | None = None, major: str | None = None
) -> Rendering:
    """The options with their defaults; an unknown one is refused."""
    for name, given, allowed in (
        ("value_render_option", value, _RENDER),
        ("date_time_render_option", date_time, _DATE_TIME),
        ("major_dimension", major, _MAJOR),
    ):
        if given is not None and given not in allowed:
            message = f"Invalid value at '{name}' (type.googleapis.com/google.apps.sheets.v4), \"{given}\""
            raise RefusedError(message, violations=(message,))
    return Rendering(
        value or "FORMATTED_VALUE",
        date_time or "SERIAL_NUMBER",
        "COLUMNS" if major == "COLUMNS" else "ROWS",
    )


def value_range(view: View, sheet: Sheet, box: Box, how: Rendering) -> dict[str, Any]:
    """A ValueRange: trailing blanks cut, inner ones "", and no `values` key when all is blank."""
    columns = [
        _column(view, sheet, index, box, how) for index in range(box.first_column, box.last_column)
    ]
    found: dict[str, Any] = {
        "range": a1.named(sheet.title, box.area()),
        "majorDimension": how.major,
    }
    lines = columns if how.major == "COLUMNS" else _rows(columns)
    values = _trimmed(lines)
    if values:
        found["values"] = values
    return found


def _rows(columns: list[list[Any]]) -> list[Sequence[Any]]:
    height = max((len(column) for column in columns), default=0)
    for column in columns:
        column.extend([None] * (height - len(column)))
    return list(zip(*columns, strict=True))


def _trimmed(lines: Sequence[Sequence[Any]]) -> list[list[Any]]:
    values = []
    for line in lines:
        length = len(line)
        while length and line[length - 1] is None:
            length -= 1
        values.append(["" if item is None else item for item in line[:length]])
    while values and not values[-1]:
        values.pop()
    return values


def _column(view: View, sheet: Sheet, index: int, box: Box, how: Rendering) -> list[Any]:
    shown = view.column(sheet, index, box.first_row, box.last_row)
    if how.value == "FORMATTED_VALUE":
        return _formatted(view, sheet, index, box, shown, every=True)
    if how.value == "UNFORMATTED_VALUE" and how.date_time == "FORMATTED_STRING":
        shown = _formatted(view, sheet, index, box, shown, every=False)
    if how.value == "FORMULA":
        for row, text in sheet.columns[index].formulas.items():
            if box.first_row <= row < box.last_row:
                shown[row - box.first_row] = text
    if view.has_computed(sheet, index):
        return [str(item) if isinstance(item, CellError) else item for item in shown]
    return shown


def _formatted(
    view: View, sheet: Sheet, index: int, box: Box, shown: list[Any], *, every: bool
) -> list[Any]:
    """Shown texts by the number format of each stretch; only dates unless `every`."""
    locale = locale_of(view.book.properties["locale"])
    formats = sheet.columns[index].extras.get("userEnteredFormat", EMPTY)
    texts: list[Any] = []
    for first, last, cell_format in formats.stretches(box.first_row, box.first_row + len(shown)):
        number_format = (cell_format or {}).get("numberFormat")
        part = shown[first - box.first_row : last - box.first_row]
        if every or (number_format or {}).get("type") in _DATED:
            texts += [_text(item, number_format, locale) for item in part]
        else:
            texts += part
    return texts


def _text(item: Any, number_format: dict[str, Any] | None, locale: Locale) -> Any:
    return None if item is None else formatted(item, number_format, locale)


def read(view: View, text: str, how: Rendering) -> dict[str, Any]:
    """The ValueRange of an A1 text or named range."""
    sheet, area = view.book.locate(text)
    return value_range(view, sheet, ranges.inside(sheet, area), how)
