"""Rows and columns: append, insert, delete, move, size, hide, group."""

from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box, check_sides, sheet_id_of
from automations.localsheets.requests.kind import Json, Kind, fields_of, kind, required
from automations.localsheets.requests.tabs import resize
from automations.localsheets.shifts import Delete, Insert, Move
from automations.localsheets.structure import COLUMNS, ROWS, shift_lines
from automations.localsheets.work import Work


def _lines(work: Work, lines: Json) -> tuple[Sheet, str, int, int]:
    """The tab, dimension, first and exclusive last line of a DimensionRange."""
    sheet = work.book.sheet(sheet_id_of(lines))
    check_sides(lines, "startIndex", "endIndex")
    dimension = lines.get("dimension")
    if dimension not in {ROWS, COLUMNS}:
        raise RefusedError("No dimension specified.")
    size = sheet.row_count if dimension == ROWS else sheet.column_count
    return sheet, dimension, int(lines.get("startIndex", 0)), int(lines.get("endIndex", size))


def _box(sheet: Sheet, dimension: str, first: int, last: int) -> Box:
    if dimension == ROWS:
        return Box(first, last, 0, sheet.column_count)
    return Box(0, sheet.row_count, first, last)


def _size(sheet: Sheet, dimension: str) -> int:
    return sheet.row_count if dimension == ROWS else sheet.column_count


def _append(work: Work, body: Json) -> Json:
    sheet, dimension, _, _ = _lines(work, body)
    length = int(body.get("length", 0))
    if length < 1:
        raise RefusedError(f"Invalid length: {length}")
    rows = sheet.row_count + (length if dimension == ROWS else 0)
    columns = sheet.column_count + (length if dimension == COLUMNS else 0)
    resize(work.book, sheet, rows, columns)
    return {}


def _insert(work: Work, body: Json) -> Json:
    sheet, dimension, first, last = _lines(work, required(body, "range"))
    inherit = bool(body.get("inheritFromBefore"))
    if last <= first:
        raise RefusedError("range.endIndex must be greater than range.startIndex")
    if first > _size(sheet, dimension):
        raise RefusedError(
            f"range.startIndex[{first}] is too large, must be at most {_size(sheet, dimension)}"
        )
    if inherit and first == 0:
        raise RefusedError("inheritFromBefore cannot be true if inserting at index 0.")
    work.guard(sheet, _box(sheet, dimension, first, first + 1))
    shift_lines(work.book, sheet, dimension, Insert(first, last - first), inherit_before=inherit)
    work.book.check_size()
    return {}


def _delete(work: Work, body: Json) -> Json:
    sheet, dimension, first, last = _lines(work, required(body, "range"))
    size = _size(sheet, dimension)
    if last <= first or first >= size:
        noun = "rows" if dimension == ROWS else "columns"
        raise RefusedError(f"Cannot delete {noun} that don't exist.")
    last = min(last, size)
    if first == 0 and last == size:
        noun = "rows" if dimension == ROWS else "columns"
        raise RefusedError(f"You can't delete all the {noun} on the sheet.")
    work.guard(sheet, _box(sheet, dimension, first, last))
    shift_lines(work.book, sheet, dimension, Delete(first, last - first))
    _thaw(sheet, dimension, first, last)
    return {}


def _thaw(sheet: Sheet, dimension: str, first: int, last: int) -> None:
    name = "frozenRowCount" if dimension == ROWS else "frozenColumnCount"
    frozen = sheet.properties["gridProperties"].get(name, 0)
    left = frozen - max(0, min(last, frozen) - first)
    if left != frozen:
        grid = {**sheet.properties["gridProperties"], name: left}
        sheet.properties = {
            **sheet.properties,
            "gridProperties": {key: value for key, value in grid.items() if value},
        }


def _move(work: Work, body: Json) -> Json:
    sheet, dimension, first, last = _lines(work, required(body, "source"))
    check_sides(body, "destinationIndex")
    to = int(body.get("destinationIndex", 0))
    size = _size(sheet, dimension)
    if last <= first or last > size or to > size or (first <= to < last and to != first):
        raise RefusedError(f"Cannot move lines {first} to {last} before {to}.")
    work.guard(sheet, _box(sheet, dimension, min(first, to), max(last, to)))
    if to not in {first, last}:
        shift_lines(work.book, sheet, dimension, Move(first, last - first, to))
    return {}


def _update(work: Work, body: Json) -> Json:
    sheet, dimension, first, last = _lines(work, required(body, "range"))
    new = body.get("properties", {})
    mask = fieldmask.parse(fields_of(body))
    for name in mask:
        if name not in {"*", "pixelSize", "hiddenByUser"}:
            raise RefusedError(f"Invalid field: {name}")
    work.guard(sheet, None)

    def change(old: Any) -> Any:
        shown = fieldmask.replaced(old or {}, new, mask)
        return {name: value for name, value in shown.items() if value} or None

    if dimension == ROWS:
        sheet.row_looks = sheet.row_looks.changed(first, last, change)
    else:
        sheet.column_looks = sheet.column_looks.changed(first, last, change)
    return {}


def _auto_resize(work: Work, body: Json) -> Json:
    """Sizes depend on the reader's fonts; the request is accepted and changes nothing."""
    _lines(work, required(body, "dimensions"))
    return {}


def _groups(sheet: Sheet, dimension: str) -> list[Json]:
    return sheet.parts["rowGroups" if dimension == ROWS else "columnGroups"]


def _add_group(work: Work, body: Json) -> Json:
    lines = required(body, "range")
    sheet, dimension, first, last = _lines(work, lines)
    groups = _groups(sheet, dimension)
    for at, group in enumerate(groups):
        spot = group["range"]
        if first <= spot["startIndex"] and spot["endIndex"] <= last:
            groups[at] = {**group, "depth": group["depth"] + 1}
    inside = [g for g in groups if _covers(g["range"], first, last)]
    groups.append({"range": _line_range(sheet, dimension, first, last), "depth": len(inside) + 1})
    groups.sort(key=lambda group: (group["depth"], group["range"]["startIndex"]))
    return {"addDimensionGroup": {"dimensionGroups": list(groups)}}


def _covers(spot: Json, first: int, last: int) -> bool:
    proper = (spot["startIndex"], spot["endIndex"]) != (first, last)
    return proper and spot["startIndex"] <= first and last <= spot["endIndex"]


def _line_range(sheet: Sheet, dimension: str, first: int, last: int) -> Json:
    ids = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
    return {**ids, "dimension": dimension, "startIndex": first, "endIndex": last}


def _delete_group(work: Work, body: Json) -> Json:
    sheet, dimension, first, last = _lines(work, required(body, "range"))
    groups = _groups(sheet, dimension)
    for at, group in reversed(list(enumerate(groups))):
        spot = group["range"]
        if (spot["startIndex"], spot["endIndex"]) == (first, last):
            del groups[at]
            inner = [
                {**one, "depth": one["depth"] - 1}
                if _covers({"startIndex": first, "endIndex": last},
                           one["range"]["startIndex"], one["range"]["endIndex"])
                else one
                for one in groups
            ]  # fmt: skip
            groups[:] = inner
            return {"deleteDimensionGroup": {"dimensionGroups": list(groups)}}
    raise RefusedError("There is no group over the specified range.")


def _update_group(work: Work, body: Json) -> Json:
    new = required(body, "dimensionGroup")
    fields_of(body)
    sheet, dimension, first, last = _lines(work, required(new, "range"))
    groups = _groups(sheet, dimension)
    for at, group in enumerate(groups):
        spot = group["range"]
        same = (spot["startIndex"], spot["endIndex"]) == (first, last)
        if same and group["depth"] == new.get("depth", group["depth"]):
            rest = {name: value for name, value in group.items() if name != "collapsed"}
            groups[at] = {**rest, "collapsed": True} if new.get("collapsed") else rest
            return {}
    raise RefusedError("There is no group over the specified range.")


KINDS: dict[str, Kind] = {
    "appendDimension": kind(_append, "sheetId dimension length tableId"),
    "insertDimension": kind(_insert, "range inheritFromBefore"),
    "deleteDimension": kind(_delete, "range"),
    "moveDimension": kind(_move, "source destinationIndex"),
    "updateDimensionProperties": kind(_update, "range properties fields"),
    "autoResizeDimensions": kind(_auto_resize, "dimensions"),
    "addDimensionGroup": kind(_add_group, "range"),
    "deleteDimensionGroup": kind(_delete_group, "range"),
    "updateDimensionGroup": kind(_update_group, "dimensionGroup fields"),
}
