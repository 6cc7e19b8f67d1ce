"""Columns of a table as plain Python lists, ``None`` (text: ``""``) for blank; what rules loop over."""

from collections.abc import Callable, Sequence
from typing import Any

from automations.workbook.tables import BadPlace, Table
from sheet_schema.cells import BadCell, Cell
from sheet_schema.model import Column


def texts(table: Table[Any], column: Column[Any]) -> list[str]:
    """Text values."""
    return table[column].tolist()


def ints(table: Table[Any], column: Column[Any]) -> list[int | None]:
    """Whole numbers."""
    series = table[column]
    known = series.fillna(0).astype("int64").tolist()
    return [None if blank else n for blank, n in zip(series.isna().tolist(), known, strict=True)]


def days(table: Table[Any], column: Column[Any]) -> list[Any]:
    """``datetime.date`` values, from days or moments."""
    return table[column].to_numpy().astype("datetime64[D]").tolist()


def moments(table: Table[Any], column: Column[Any]) -> list[Any]:
    """``datetime.datetime`` values."""
    return table[column].to_numpy().astype("datetime64[s]").tolist()


def checks(table: Table[Any], column: Column[Any]) -> list[bool]:
    """Booleans."""
    return table[column].tolist()


_BY_KIND: dict[str, Callable[[Table[Any], Column[Any]], list[Any]]] = {
    "int": ints,
    "day": days,
    "moment": moments,
    "bool": checks,
}


def values(table: Table[Any], column: Column[Any]) -> list[Any]:
    """Values of *column*, whatever its kind."""
    kind = column.cell.kind
    read: Callable[[Table[Any], Column[Any]], list[Any]] = _BY_KIND.get(kind, texts)
    return read(table, column)


def sheet_rows(table: Table[Any]) -> Sequence[int]:
    """The sheet row of each index; a table drawn in memory counts from its top."""
    return table.rows or range(table.tab.top, table.tab.top + len(table))


def bad_by_column(table: Table[Any]) -> dict[str, dict[int, BadCell]]:
    """Column key → index of the row → its bad cell."""
    found: dict[str, dict[int, BadCell]] = {}
    for place in table.bad:
        found.setdefault(place.column, {})[place.index] = place.cell
    return found


def bad_rows(table: Table[Any]) -> dict[int, list[BadPlace]]:
    """Index of the row → its bad cells."""
    found: dict[int, list[BadPlace]] = {}
    for place in table.bad:
        found.setdefault(place.index, []).append(place)
    return found


def cell_text(raw: Cell) -> str:
    """A raw cell as a message quotes it, on one line, at most 60 signs."""
    text = " ".join(str(int(raw) if isinstance(raw, float) and raw == int(raw) else raw).split())
    return text if len(text) <= 60 else text[:59] + "…"
