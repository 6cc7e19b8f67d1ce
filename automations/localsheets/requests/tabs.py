"""Tabs and the spreadsheet itself: add, delete, duplicate, rename, order, hide, resize."""

from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.book import Book
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Column, Sheet, new_sheet
from automations.localsheets.locales import known
from automations.localsheets.ranges import Box, sheet_id_of
from automations.localsheets.requests.kind import Json, Kind, fields_of, kind, required
from automations.localsheets.serials import zone_exists
from automations.localsheets.shifts import Delete
from automations.localsheets.structure import (
    COLUMNS,
    ROWS,
    remove_sheet,
    rename_sheet,
    rewrite_own_title,
    shift_lines,
)
from automations.localsheets.work import Work

_MAX_COLUMNS = 18_278
_SHEET_FIELDS = {
    "sheetId", "title", "index", "sheetType", "gridProperties", "hidden", "tabColor",
    "tabColorStyle", "rightToLeft",
}  # fmt: skip


def listed(book: Book, sheet: Sheet) -> Json:
    """A tab's properties with its place, in Google's order of keys."""
    shown = {"sheetId": 0, "title": "", "index": book.index_of(sheet), **sheet.properties}
    return {name: value for name, value in shown.items() if value is not False}


def _title_taken(book: Book, title: str) -> RefusedError | None:
    if book.titled(title) is None:
        return None
    return RefusedError(
        f'A sheet with the name "{title}" already exists. Please enter another name.'
    )


def _free_title(book: Book) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}") is not None:
        number += 1
    return f"Sheet{number}"


def check_new(book: Book, sheet_id: int | None, title: str | None) -> tuple[int, str]:
    """The id and title of a new tab; refused if taken."""
    if sheet_id is not None and (sheet_id < 0 or book.find(sheet_id) is not None):
        raise RefusedError(
            f"Cannot add sheet with ID: {sheet_id}, a sheet with that ID already exists."
            if sheet_id >= 0
            else f"Invalid sheet id: {sheet_id}"
        )
    if title is not None and (taken := _title_taken(book, title)) is not None:
        raise taken
    return book.free_sheet_id() if sheet_id is None else sheet_id, title or _free_title(book)


def build_sheet(book: Book, properties: Json) -> Sheet:
    """A new tab as addSheet and create describe it."""
    for name in properties:
        if name not in _SHEET_FIELDS:
            raise RefusedError(f'Unknown name "{name}" at properties: Cannot find field.')
    sheet_id, title = check_new(book, properties.get("sheetId"), properties.get("title"))
    grid = properties.get("gridProperties", {})
    sheet = new_sheet(
        sheet_id,
        title,
        rows=grid.get("rowCount", 1000),
        columns=_checked_columns(grid.get("columnCount", 26)),
    )
    sheet.set_grid(**{name: value for name, value in grid.items() if value})
    kept = {
        name: value
        for name, value in properties.items()
        if name not in {"sheetId", "title", "index", "sheetType", "gridProperties"} and value
    }
    sheet.properties = {**sheet.properties, **kept}
    sheet.moved = True
    return sheet


def _checked_columns(count: int) -> int:
    if count > _MAX_COLUMNS:
        raise RefusedError(
            f"Invalid: the number of columns {count} is above the limit of {_MAX_COLUMNS}."
        )
    return count


def _add(work: Work, body: Json) -> Json:
    properties = body.get("properties", {})
    sheet = build_sheet(work.book, properties)
    place = properties.get("index", len(work.book.sheets))
    work.book.sheets.insert(min(place, len(work.book.sheets)), sheet)
    work.book.check_size()
    return {"addSheet": {"properties": listed(work.book, sheet)}}


def _delete(work: Work, body: Json) -> Json:
    sheet = work.book.sheet(sheet_id_of(body))
    work.guard(sheet, Box(0, sheet.row_count, 0, sheet.column_count))
    others = [other for other in work.book.sheets if other is not sheet]
    if not any(not other.properties.get("hidden") for other in others):
        raise RefusedError("You can't remove all the visible sheets in a document.")
    remove_sheet(work.book, sheet)
    return {}


def _duplicate(work: Work, body: Json) -> Json:
    source = work.book.sheet(int(body.get("sourceSheetId", 0)))
    title = body.get("newSheetName") or _copy_title(work.book, source.title)
    sheet_id, title = check_new(work.book, body.get("newSheetId"), title)
    copy = source.draft()
    copy.properties = {**source.properties, "sheetId": sheet_id, "title": title}
    copy.moved = True
    copy.parts = {name: [] for name in source.parts}
    for name in ("merges", "conditionalFormats", "basicFilter", "rowGroups", "columnGroups"):
        copy.parts[name] = [
            _moved_to(item, source.sheet_id, sheet_id) for item in source.parts[name]
        ]
    place = body.get("insertSheetIndex", 0)
    work.book.sheets.insert(min(place, len(work.book.sheets)), copy)
    rewrite_own_title(copy, source.title, title)
    work.book.check_size()
    return {"duplicateSheet": {"properties": listed(work.book, copy)}}


def _copy_title(book: Book, title: str) -> str:
    wanted, number = f"Copy of {title}", 1
    while book.titled(wanted) is not None:
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted


def _moved_to(node: Any, old: int, new: int) -> Any:
    """The same ranges on another tab; a missing sheetId is tab 0."""
    if isinstance(node, list):
        return [_moved_to(item, old, new) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {name: _moved_to(item, old, new) for name, item in node.items()}
    is_range = "dimension" in node or any(name.endswith("Index") for name in node)
    if ("sheetId" in node or is_range) and node.get("sheetId", 0) == old:
        moved["sheetId"] = new
    return moved


def _update(work: Work, body: Json) -> Json:
    new = required(body, "properties")
    mask = fieldmask.parse(fields_of(body))
    if "*" in mask:
        mask = {name: {} for name in new if name != "sheetId"}
    sheet = work.book.sheet(sheet_id_of(new))
    work.guard(sheet, None)
    for name in mask:
        if name not in _SHEET_FIELDS:
            raise RefusedError(f"Invalid field: {name}")
    if "title" in mask:
        _rename(work.book, sheet, str(new.get("title", "")))
    if "index" in mask:
        _reorder(work.book, sheet, int(new.get("index", 0)))
    if "gridProperties" in mask:
        _regrid(work.book, sheet, new.get("gridProperties", {}), mask["gridProperties"])
    plain = {n: m for n, m in mask.items() if n not in {"title", "index", "gridProperties"}}
    plain.pop("sheetId", None)
    sheet.properties = fieldmask.replaced(sheet.properties, new, plain)
    if not any(not other.properties.get("hidden") for other in work.book.sheets):
        raise RefusedError("You can't hide all the sheets in a document.")
    return {}


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    if not title:
        raise RefusedError("Sheet name cannot be empty.")
    if title.casefold() != sheet.title.casefold() and (taken := _title_taken(book, title)):
        raise taken
    if title != sheet.title:
        rename_sheet(book, sheet, title)


def _reorder(book: Book, sheet: Sheet, place: int) -> None:
    """Google counts the target place before the tab is taken out."""
    at = book.index_of(sheet)
    book.sheets.pop(at)
    book.sheets.insert(place - 1 if place > at + 1 else place, sheet)


def _regrid(book: Book, sheet: Sheet, new: Json, mask: Json) -> None:
    wanted = fieldmask.replaced(sheet.properties["gridProperties"], new, mask)
    rows = int(wanted.get("rowCount", sheet.row_count))
    columns = _checked_columns(int(wanted.get("columnCount", sheet.column_count)))
    if rows < 1 or columns < 1:
        raise RefusedError("You can't delete all the rows or columns on the sheet.")
    if int(wanted.get("frozenRowCount", 0)) >= rows:
        raise RefusedError("You can't freeze all visible rows on the sheet.")
    if int(wanted.get("frozenColumnCount", 0)) >= columns:
        raise RefusedError("You can't freeze all visible columns on the sheet.")
    resize(book, sheet, rows, columns)
    kept = {name: value for name, value in wanted.items() if value}
    kept.update(rowCount=rows, columnCount=columns)
    sheet.properties = {**sheet.properties, "gridProperties": kept}


def resize(book: Book, sheet: Sheet, rows: int, columns: int) -> None:
    """Grows or cuts the grid at its end; what lies in the cut part goes."""
    if rows < sheet.row_count:
        shift_lines(book, sheet, ROWS, Delete(rows, sheet.row_count - rows))
    elif rows > sheet.row_count:
        sheet.set_grid(rowCount=rows)
        sheet.resized = True
    if columns < sheet.column_count:
        shift_lines(book, sheet, COLUMNS, Delete(columns, sheet.column_count - columns))
    elif columns > sheet.column_count:
        more = [Column() for _ in range(columns - sheet.column_count)]
        sheet.adopt([*sheet.columns, *more])
        sheet.resized = True
    book.check_size()


def _update_spreadsheet(work: Work, body: Json) -> Json:
    new = required(body, "properties")
    mask = fieldmask.parse(fields_of(body))
    if "*" in mask:
        mask = {name: {} for name in new}
    properties = fieldmask.replaced(work.book.properties, new, mask)
    check_properties(properties)
    work.book.properties = properties
    return {}


def check_properties(properties: Json) -> None:
    """Refuses a spreadsheet's properties that Google would not take."""
    if not properties.get("title"):
        raise RefusedError("Spreadsheet title cannot be empty.")
    if not known(str(properties.get("locale", ""))):
        raise RefusedError(f"Unsupported locale: {properties.get('locale')}")
    if not zone_exists(str(properties.get("timeZone", ""))):
        raise RefusedError(f"Invalid time zone: {properties.get('timeZone')}")
    if properties.get("autoRecalc") not in {"ON_CHANGE", "MINUTE", "HOUR"}:
        raise RefusedError(f"Invalid autoRecalc: {properties.get('autoRecalc')}")


KINDS: dict[str, Kind] = {
    "addSheet": kind(_add, "properties"),
    "deleteSheet": kind(_delete, "sheetId"),
    "duplicateSheet": kind(_duplicate, "sourceSheetId insertSheetIndex newSheetId newSheetName"),
    "updateSheetProperties": kind(_update, "properties fields"),
    "updateSpreadsheetProperties": kind(_update_spreadsheet, "properties fields"),
}
