"""Columns of a table as plain Python lists: fast to loop over, ``None`` for blank."""

from typing import Any

from automations.workbook.tables import Table
from sheet_schema.model import Column


def values(table: Table[Any], column: Column[Any]) -> list[Any]:
    """The cells of *column*: str ("" is blank), int, bool, date or datetime, else None."""
    series: Any = table[column]
    kind = column.cell.kind
    if kind == "int":
        return list(series.to_numpy(dtype=object, na_value=None).tolist())
    if kind in ("day", "moment"):
        unit = "datetime64[D]" if kind == "day" else "datetime64[s]"
        return list(series.to_numpy().astype(unit).tolist())
    return list(series.tolist())


def records(table: Table[Any], *columns: Column[Any]) -> "zip[tuple[Any, ...]]":
    """The rows of a table as tuples of *columns*."""
    return zip(*(values(table, column) for column in columns), strict=True)
