"""What follows when rows, columns or tabs are inserted, deleted, moved or renamed."""

from collections.abc import Callable
from typing import Any

from automations.localsheets.book import Book
from automations.localsheets.formulas import (
    DeleteCells,
    DeleteSheet,
    InsertCells,
    MoveCells,
    RenameSheet,
    move_references,
)
from automations.localsheets.grid import Column, Sheet
from automations.localsheets.runs import Runs
from automations.localsheets.shifts import Delete, Insert, Interval, Move, Shift

ROWS, COLUMNS = "ROWS", "COLUMNS"
_SIDES = {ROWS: ("startRowIndex", "endRowIndex"), COLUMNS: ("startColumnIndex", "endColumnIndex")}
_COORDINATE = {ROWS: "rowIndex", COLUMNS: "columnIndex"}
#: what a new line takes from its neighbour
_INHERITED = ("userEnteredFormat", "dataValidation")
Edit = InsertCells | DeleteCells | MoveCells | RenameSheet | DeleteSheet


def shift_lines(
    book: Book, sheet: Sheet, dimension: str, shift: Shift, *, inherit_before: bool = False
) -> None:
    """Moves a draft's cells, and everything in the book that points at them."""
    if dimension == ROWS:
        _shift_rows(sheet, shift, inherit_before=inherit_before)
    else:
        _shift_columns(sheet, shift, inherit_before=inherit_before)
    sheet.moved = True
    _shift_ranges(book, sheet.sheet_id, dimension, shift)
    rewrite_formulas(book, _edit(sheet.title, dimension, shift))


def _edit(title: str, dimension: str, shift: Shift) -> Edit:
    if isinstance(shift, Insert):
        return InsertCells(title, _dimension(dimension), shift.start, shift.count)
    if isinstance(shift, Delete):
        return DeleteCells(title, _dimension(dimension), shift.start, shift.count)
    return MoveCells(title, _dimension(dimension), shift.start, shift.count, shift.to)


def _dimension(name: str) -> Any:
    return name


def _shift_rows(sheet: Sheet, shift: Shift, *, inherit_before: bool) -> None:
    sheet.set_grid(rowCount=sheet.row_count + _growth(shift))
    for index in range(sheet.column_count):
        column = sheet.own(index)
        column.values = _moved_values(column.values, shift)
        places = ((shift.index(row), text) for row, text in column.formulas.items())
        column.formulas = {row: text for row, text in places if row is not None}
        moved = {
            name: _moved_runs(runs, shift, inherit_before if name in _INHERITED else None)
            for name, runs in column.extras.items()
        }
        column.extras = {name: runs for name, runs in moved.items() if runs}
    sheet.row_looks = _moved_runs(sheet.row_looks, shift, inherit_before)


def _shift_columns(sheet: Sheet, shift: Shift, *, inherit_before: bool) -> None:
    columns = sheet.columns
    if isinstance(shift, Insert):
        like = columns[
            max(0, shift.start - 1) if inherit_before else min(shift.start, len(columns) - 1)
        ]
        kept = {name: runs for name, runs in like.extras.items() if name in _INHERITED}
        new = [Column(extras=dict(kept)) for _ in range(shift.count)]
        sheet.adopt([*columns[: shift.start], *new, *columns[shift.start :]])
    elif isinstance(shift, Delete):
        sheet.adopt([*columns[: shift.start], *columns[shift.start + shift.count :]])
    else:
        sheet.adopt(_moved_list(columns, shift))
    sheet.column_looks = _moved_runs(sheet.column_looks, shift, inherit_before)


def _growth(shift: Shift) -> int:
    if isinstance(shift, Insert):
        return shift.count
    return -shift.count if isinstance(shift, Delete) else 0


def _moved_values(values: list[Any], shift: Shift) -> list[Any]:
    if isinstance(shift, Insert):
        if shift.start >= len(values):
            return values
        return [*values[: shift.start], *([None] * shift.count), *values[shift.start :]]
    if isinstance(shift, Delete):
        return values[: shift.start] + values[shift.start + shift.count :]
    reach = max(shift.start + shift.count, shift.to)
    return _moved_list([*values, *([None] * (reach - len(values)))], shift)


def _moved_list(items: list[Any], shift: Move) -> list[Any]:
    end = shift.start + shift.count
    rest = items[: shift.start] + items[end:]
    return rest[: shift.landing] + items[shift.start : end] + rest[shift.landing :]


def _moved_runs(runs: Runs, shift: Shift, inherit_before: bool | None) -> Runs:
    if isinstance(shift, Delete):
        return runs.deleted(shift.start, shift.count)
    if isinstance(shift, Insert):
        value = None
        if inherit_before is not None and runs:
            value = runs.at(max(0, shift.start - 1) if inherit_before else shift.start)
        return runs.inserted(shift.start, shift.count, value)
    block = runs.sliced(shift.start, shift.start + shift.count)
    moved = runs.deleted(shift.start, shift.count).inserted(shift.landing, shift.count, None)
    for at, (first, value) in enumerate(block):
        last = block[at + 1][0] if at + 1 < len(block) else shift.count
        moved = _filled_runs(moved, shift.landing + first, shift.landing + last, value)
    return moved


def _filled_runs(runs: Runs, first: int, last: int, value: Any) -> Runs:
    return runs.changed(first, last, lambda _: value)


def _shift_ranges(book: Book, sheet_id: int, dimension: str, shift: Shift) -> None:
    def place(node: dict[str, Any]) -> dict[str, Any] | None:
        return shifted_range(node, sheet_id, dimension, shift)

    map_ranges(book, place)


def shifted_range(
    node: dict[str, Any], sheet_id: int, dimension: str, shift: Shift
) -> dict[str, Any] | None:
    """A GridRange, GridCoordinate or DimensionRange after the shift; None if nothing is left."""
    if node.get("sheetId", 0) != sheet_id:
        return node
    if "dimension" in node:
        if node["dimension"] != dimension:
            return node
        return _replaced(node, ("startIndex", "endIndex"), shift.interval(*_ends(node)))
    coordinate = _COORDINATE[dimension]
    if coordinate in node:
        index = shift.index(node[coordinate])
        return node if index is None else {**node, coordinate: index}
    start, end = _SIDES[dimension]
    if start not in node and end not in node:
        return node
    return _replaced(node, (start, end), shift.interval(node.get(start), node.get(end)))


def _ends(node: dict[str, Any]) -> Interval:
    return node.get("startIndex"), node.get("endIndex")


def _replaced(
    node: dict[str, Any], sides: tuple[str, str], interval: Interval | None
) -> dict[str, Any] | None:
    if interval is None:
        return None
    result = {name: value for name, value in node.items() if name not in sides}
    pairs = zip(sides, interval, strict=True)
    result.update({name: value for name, value in pairs if value is not None})
    return result


Place = Callable[[dict[str, Any]], dict[str, Any] | None]


def map_ranges(book: Book, place: Place) -> None:
    """Passes every range of the book through `place`; what has lost its range vanishes."""
    kept = []
    lost = set(book.lost_names)
    for entry in book.named:
        moved = place(entry["range"])
        if moved is None:
            lost.add(entry["name"].casefold())
        else:
            kept.append({**entry, "range": moved})
    book.named, book.lost_names = kept, frozenset(lost)
    book.metadata = [entry for entry in map(_by_location(place), book.metadata) if entry]
    for sheet in book.sheets:
        for name, items in sheet.parts.items():
            if items:
                moved_items = (_part(name, item, place) for item in items)
                sheet.parts[name] = [item for item in moved_items if item is not None]


def _by_location(place: Place) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    def change(entry: dict[str, Any]) -> dict[str, Any] | None:
        location = entry["location"]
        if "dimensionRange" not in location:
            return entry
        moved = place(location["dimensionRange"])
        if moved is None:
            return None
        return {**entry, "location": {**location, "dimensionRange": moved}}

    return change


def _part(name: str, item: dict[str, Any], place: Place) -> dict[str, Any] | None:
    if name == "merges":
        return place(item)
    if name == "conditionalFormats":
        ranges = [moved for moved in map(place, item["ranges"]) if moved is not None]
        return {**item, "ranges": ranges} if ranges else None
    if name == "charts":
        return {
            **item,
            "spec": _deep(item["spec"], place),
            "position": _deep(item["position"], place),
        }
    if "range" not in item:
        return item
    moved = place(item["range"])
    if moved is None:
        return None
    result = {**item, "range": moved}
    if "unprotectedRanges" in item:
        open_ranges = map(place, item["unprotectedRanges"])
        result["unprotectedRanges"] = [one for one in open_ranges if one is not None]
    return result


def _deep(node: Any, place: Place) -> Any:
    if isinstance(node, list):
        moved = (_deep(item, place) for item in node)
        return [item for item in moved if item is not None]
    if not isinstance(node, dict):
        return node
    if any(side in node for sides in _SIDES.values() for side in sides) or "rowIndex" in node:
        return place(node)
    return {name: _deep(item, place) for name, item in node.items()}


def rewrite_formulas(book: Book, edit: Edit) -> None:
    """Moves the references in every formula of cells, colours and drop-downs."""
    for sheet in book.sheets:
        title = sheet.title
        for index, column in enumerate(sheet.columns):
            for row, text in list(column.formulas.items()):
                moved = move_references(text, title, edit)
                if moved != text:
                    sheet.own(index).formulas[row] = moved
            if "dataValidation" in column.extras:
                _rewrite_rules(sheet, index, title, edit)
        formats = sheet.parts["conditionalFormats"]
        if formats:
            moved_formats = [_rewritten(rule, title, edit) for rule in formats]
            if moved_formats != formats:
                sheet.parts["conditionalFormats"] = moved_formats


def _rewrite_rules(sheet: Sheet, index: int, title: str, edit: Edit) -> None:
    old = sheet.columns[index].extras["dataValidation"]
    new = Runs([(row, _rewritten(value, title, edit)) for row, value in old.breaks()])
    if new != old:
        sheet.own(index).extras["dataValidation"] = new


def _rewritten(node: Any, title: str, edit: Edit) -> Any:
    if isinstance(node, list):
        return [_rewritten(item, title, edit) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: move_references(item, title, edit)
        if name == "userEnteredValue" and isinstance(item, str) and item.startswith("=")
        else _rewritten(item, title, edit)
        for name, item in node.items()
    }


def rename_sheet(book: Book, sheet: Sheet, title: str) -> None:
    """Gives a tab a new title; formulas that name it follow."""
    old = sheet.title
    sheet.properties = {**sheet.properties, "title": title}
    sheet.moved = True
    rewrite_formulas(book, RenameSheet(old, title))


def remove_sheet(book: Book, sheet: Sheet) -> None:
    """Takes a tab out, with all that points at it; formulas that name it show #REF!."""
    gone = sheet.sheet_id
    book.sheets = [other for other in book.sheets if other is not sheet]
    map_ranges(book, lambda node: None if node.get("sheetId", 0) == gone else node)
    book.metadata = [entry for entry in book.metadata if _sheet_of(entry["location"]) != gone]
    rewrite_formulas(book, DeleteSheet(sheet.title))
    for other in book.sheets:
        other.moved = True


def _sheet_of(location: dict[str, Any]) -> int | None:
    if location["locationType"] == "SHEET":
        return int(location.get("sheetId", 0))
    return None


def rewrite_own_title(sheet: Sheet, old: str, new: str) -> None:
    """Lets the formulas of a duplicated tab that name their own tab name the duplicate."""
    edit = RenameSheet(old, new)
    for index, column in enumerate(sheet.columns):
        for row, text in list(column.formulas.items()):
            moved = move_references(text, new, edit)
            if moved != text:
                sheet.own(index).formulas[row] = moved
