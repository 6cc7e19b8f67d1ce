"""One tab held in memory, column by column; a draft shares its columns until it writes one."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from automations.localsheets.runs import EMPTY, Runs

#: whole numbers below this one are exact in a double and short enough for JSON
_EXACT = 10**15
_LARGEST = int(sys.float_info.max)
Scalar = bool | float | int | str | None

#: lists of things that lie on a tab, under the API's own names
PARTS = (
    "merges",
    "protectedRanges",
    "bandedRanges",
    "conditionalFormats",
    "filterViews",
    "basicFilter",
    "charts",
    "rowGroups",
    "columnGroups",
)


class Column:
    """Typed values (the rest of the column is blank), formula texts by row, formats by stretch."""

    __slots__ = ("extras", "formulas", "values")

    def __init__(
        self,
        values: list[Scalar] | None = None,
        formulas: dict[int, str] | None = None,
        extras: dict[str, Runs] | None = None,
    ) -> None:
        self.values = values if values is not None else []
        self.formulas = formulas if formulas is not None else {}
        self.extras = extras if extras is not None else {}

    def copy(self) -> "Column":
        """A column that can be written without touching this one."""
        return Column(self.values.copy(), self.formulas.copy(), self.extras.copy())

    def value(self, row: int) -> Scalar:
        """The typed value of a row; None for a blank or a formula cell."""
        return self.values[row] if row < len(self.values) else None

    def put(self, row: int, value: Scalar) -> None:
        """Writes one typed value (None blanks the cell) over whatever stood there."""
        if self.formulas:
            self.formulas.pop(row, None)
        if row < len(self.values):
            self.values[row] = value
        elif value is not None:
            self.values.extend([None] * (row - len(self.values)))
            self.values.append(value)

    def put_formula(self, row: int, text: str) -> None:
        """Writes one formula."""
        self.put(row, None)
        self.formulas[row] = text

    def look(self, name: str, row: int) -> Any:
        """A format, note or rule of one cell, or None."""
        runs = self.extras.get(name)
        return None if runs is None else runs.at(row)

    def put_look(self, name: str, first: int, last: int, value: Any) -> None:
        """Sets a format, note or rule on a stretch of rows; None removes it."""
        self.change_look(name, first, last, lambda _: value)

    def change_look(self, name: str, first: int, last: int, change: Any) -> None:
        """Changes a format, note or rule on a stretch of rows by a function of the old one."""
        runs = self.extras.get(name, EMPTY).changed(first, last, change)
        if runs:
            self.extras[name] = runs
        else:
            self.extras.pop(name, None)


@dataclass(slots=True)
class Sheet:
    """One tab: its properties, columns and what lies on it; JSON parts are never changed in place."""

    properties: dict[str, Any]
    columns: list[Column]
    parts: dict[str, list[dict[str, Any]]]
    row_looks: Runs = EMPTY
    column_looks: Runs = EMPTY
    #: rows or columns have moved since the draft began
    moved: bool = False
    #: the grid has grown at its end since the draft began
    resized: bool = False
    owned: set[int] = field(default_factory=set)

    @property
    def sheet_id(self) -> int:
        """The tab's id."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return len(self.columns)

    def draft(self) -> "Sheet":
        """A tab that can be written without touching this one."""
        return Sheet(
            properties=self.properties,
            columns=self.columns.copy(),
            parts={name: items.copy() for name, items in self.parts.items()},
            row_looks=self.row_looks,
            column_looks=self.column_looks,
        )

    def own(self, column: int) -> Column:
        """A column that this draft may write."""
        mine = self.columns[column]
        if id(mine) not in self.owned:
            mine = self.columns[column] = mine.copy()
            self.owned.add(id(mine))
        return mine

    def adopt(self, columns: Iterable[Column]) -> None:
        """Takes a new list of columns; the size in the properties follows."""
        self.columns = list(columns)
        self.set_grid(columnCount=len(self.columns))

    def set_grid(self, **changes: int) -> None:
        """Changes grid properties, e.g. rowCount."""
        grid = {**self.properties["gridProperties"], **changes}
        self.properties = {**self.properties, "gridProperties": grid}

    def filled_rows(self) -> int:
        """Rows down to the last typed cell."""
        return max((_filled(column) for column in self.columns), default=0)

    def formulas(self) -> Iterator[tuple[int, int, str]]:
        """(row, column, text) of every formula."""
        for index, column in enumerate(self.columns):
            for row, text in column.formulas.items():
                yield row, index, text


def _filled(column: Column) -> int:
    last = len(column.values)
    while last and column.values[last - 1] is None:
        last -= 1
    return max(last, max(column.formulas, default=-1) + 1)


def new_sheet(sheet_id: int, title: str, *, rows: int = 1000, columns: int = 26) -> Sheet:
    """An empty tab."""
    return Sheet(
        properties={
            "sheetId": sheet_id,
            "title": title,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        },
        columns=[Column() for _ in range(columns)],
        parts={name: [] for name in PARTS},
    )


def whole(number: float) -> float:
    """The number as Sheets keeps it, a double; shown in JSON without `.0` where it is whole.

    `ValueError` for a number that a double cannot hold.
    """
    if isinstance(number, bool):
        return number
    if isinstance(number, int):
        if abs(number) < _EXACT:
            return number
        if abs(number) > _LARGEST:
            raise ValueError("the number is too large")
        return float(number)
    if not isfinite(number):
        raise ValueError("the number is too large")
    return int(number) if number.is_integer() and abs(number) < _EXACT else number
