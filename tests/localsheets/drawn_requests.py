"""Short ways to draw the batchUpdate requests that many tests need."""

from typing import Any

Json = dict[str, Any]


def span(*sides: int, sheet_id: int = 0) -> Json:
    """A GridRange from first row, end row, first column, end column."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return {"sheetId": sheet_id, **dict(zip(names, sides, strict=False))}


def write(row: int, column: int, *cells: Any, sheet_id: int = 0) -> Json:
    """UpdateCells of one row; texts that begin with `=` are formulas."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    values = [{"userEnteredValue": typed(cell)} for cell in cells]
    fields = "userEnteredValue"
    return {"updateCells": {"start": start, "rows": [{"values": values}], "fields": fields}}


def typed(cell: Any) -> Json:
    """The ExtendedValue of a Python value."""
    if isinstance(cell, bool):
        return {"boolValue": cell}
    if isinstance(cell, str):
        return {"formulaValue" if cell.startswith("=") else "stringValue": cell}
    return {"numberValue": cell}


def lines(dimension: str, first: int, last: int, sheet_id: int = 0) -> Json:
    """A DimensionRange."""
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": first, "endIndex": last}


def insert(dimension: str, first: int, last: int) -> Json:
    """InsertDimension."""
    return {"insertDimension": {"range": lines(dimension, first, last)}}


def delete(dimension: str, first: int, last: int) -> Json:
    """DeleteDimension."""
    return {"deleteDimension": {"range": lines(dimension, first, last)}}


def move(dimension: str, first: int, last: int, to: int) -> Json:
    """MoveDimension."""
    source = lines(dimension, first, last)
    return {"moveDimension": {"source": source, "destinationIndex": to}}


def add_name(name: str, *sides: int, given_id: str | None = None) -> Json:
    """AddNamedRange."""
    ids = {} if given_id is None else {"namedRangeId": given_id}
    return {"addNamedRange": {"namedRange": {**ids, "name": name, "range": span(*sides)}}}


def drop_name(given_id: str) -> Json:
    """DeleteNamedRange."""
    return {"deleteNamedRange": {"namedRangeId": given_id}}


def protect(grid_range: Json, **more: Any) -> Json:
    """AddProtectedRange."""
    return {"addProtectedRange": {"protectedRange": {"range": grid_range, **more}}}
