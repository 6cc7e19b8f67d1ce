"""The cells of all sheets by columns: typed ones, with the computed ones laid over them."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from automations.localsheets.formulas.indexes import Index
from automations.localsheets.formulas.sheets import Sheets
from automations.localsheets.formulas.values import MISSING, Missing, Value

Cell: TypeAlias = tuple[int, int, int]
"""Sheet, row and column of a formula."""


class Column:
    """One column: what is typed, what formulas put over it, and both merged."""

    __slots__ = ("indexes", "literals", "merged", "singles", "spills")

    def __init__(self, literals: list[Value]) -> None:
        self.literals = literals
        self.merged = literals.copy()
        self.singles: dict[int, Value] = {}
        self.spills: dict[Cell, tuple[int, list[Value]]] = {}
        self.indexes: dict[tuple[int, int], Index] = {}

    def refresh(self, first: int, values: Sequence[Value]) -> None:
        """Take over typed cells from row *first* on."""
        last = first + len(values)
        self.literals[first:last] = values
        self._merge(first, last)

    def _merge(self, first: int, last: int) -> None:
        """Lay the computed values over the typed ones again."""
        self.merged[first:last] = self.literals[first:last]
        self.indexes.clear()
        for start, spilled in self.spills.values():
            low, high = max(first, start), min(last, start + len(spilled))
            if low < high:
                self.merged[low:high] = spilled[low - start : high - start]
        rows = self.singles if len(self.singles) < last - first else range(first, last)
        for row in rows:
            if first <= row < last and row in self.singles:
                self.merged[row] = self.singles[row]

    def put(self, cell: Cell, values: list[Value], *, spill: bool) -> None:
        """Lay a formula's values over the column from the formula's row on."""
        first = cell[1]
        if spill:
            self.spills[cell] = (first, values)
        else:
            self.singles[first] = values[0]
        self.merged[first : first + len(values)] = values
        self.indexes.clear()

    def withdraw(self, cell: Cell, length: int) -> None:
        """Take a formula's values away: what is typed below shows again."""
        first = cell[1]
        if self.spills.pop(cell, None) is None:
            self.singles.pop(first, None)
        self._merge(first, first + length)

    def patch(self, first: int, rows: Sequence[int], values: Sequence[Value]) -> None:
        """Renew single rows (counted from *first*) of a spill whose list already has them."""
        for row, value in zip(rows, values, strict=True):
            self.merged[first + row] = value
        self.indexes.clear()

    def computed(self, row: int) -> Value | Missing:
        """The computed value in a row, MISSING if no formula writes there."""
        if row in self.singles:
            return self.singles[row]
        for first, values in self.spills.values():
            if first <= row < first + len(values):
                return values[row - first]
        return MISSING

    def computed_strip(self, first: int, last: int) -> list[Value | Missing]:
        """The computed values of some rows, MISSING where no formula writes."""
        strip: list[Value | Missing] = [MISSING] * (last - first)
        for start, values in self.spills.values():
            low, high = max(first, start), min(last, start + len(values))
            if low < high:
                strip[low - first : high - first] = values[low - start : high - start]
        for row, value in self.singles.items():
            if first <= row < last:
                strip[row - first] = value
        return strip


class ColumnStore:
    """The columns that formulas read or write, loaded when first needed: the frame's book."""

    def __init__(self, sheets: Sheets, now: Callable[[], float], *, comma: bool) -> None:
        self.comma = comma
        self._sheets = sheets
        self._now = now
        self._moment: float | None = None
        self._columns: dict[tuple[int, int], Column] = {}

    def clear(self) -> None:
        """Forget all columns."""
        self._columns.clear()

    def new_moment(self) -> None:
        """Let NOW be asked for again."""
        self._moment = None

    def moment(self) -> float:
        """NOW, asked once a recalculation."""
        if self._moment is None:
            self._moment = self._now()
        return self._moment

    def size(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of a grid; none if there is no such sheet."""
        return self._sheets.size(sheet) or (0, 0)

    def known(self, sheet: int, column: int) -> Column | None:
        """A column if it is loaded."""
        return self._columns.get((sheet, column))

    def column(self, sheet: int, column: int) -> Column:
        """A column, loaded if need be."""
        found = self._columns.get((sheet, column))
        if found is None:
            found = Column(self._typed(sheet, column, 0, self.size(sheet)[0]))
            self._columns[sheet, column] = found
        return found

    def _typed(self, sheet: int, column: int, first: int, last: int) -> list[Value]:
        """Typed cells, filled up with blanks to the length asked for."""
        cells = list(self._sheets.column(sheet, column, first, last))
        return cells + [None] * (last - first - len(cells))

    def refresh(self, sheet: int, column: int, first: int, last: int) -> None:
        """Read typed cells again, if the column is loaded."""
        found = self._columns.get((sheet, column))
        if found is not None:
            last = min(last, len(found.literals))
            if first < last:
                found.refresh(first, self._typed(sheet, column, first, last))

    def values(self, sheet: int, column: int, first: int, last: int) -> list[Value]:
        """A new list of the cells of a strip."""
        return self.column(sheet, column).merged[first:last]

    def picked(self, sheet: int, column: int, first: int, rows: Sequence[int]) -> list[Value]:
        """The cells at *first* plus each of *rows*."""
        merged = self.column(sheet, column).merged
        return [merged[first + row] for row in rows]

    def index(self, sheet: int, column: int, first: int, last: int) -> Index:
        """The look-up index of a strip, kept until one of the column's cells changes."""
        found = self.column(sheet, column)
        index = found.indexes.get((first, last))
        if index is None:
            index = found.indexes[first, last] = Index(found.merged[first:last])
        return index
