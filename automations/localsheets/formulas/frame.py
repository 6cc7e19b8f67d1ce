"""What a formula sees while it is computed: its place, its ranges, the rows asked for.

A *row-wise* formula reads, where it is lifted, only ranges of one and the same rows; each row
of its result then depends on that row alone. Such a formula can be computed for some rows only:
for the rows where an IF needs a branch, and for the rows that somebody edited.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed
from automations.localsheets.formulas.indexes import Index
from automations.localsheets.formulas.references import Range, RangeName
from automations.localsheets.formulas.values import CellError, Value

Operand: TypeAlias = Computed | Range


class Book(Protocol):
    """All cells, computed ones included."""

    comma: bool

    def values(self, sheet: int, column: int, first: int, last: int) -> list[Value]:
        """A new list of the cells of a strip, *last* exclusive."""

    def picked(self, sheet: int, column: int, first: int, rows: Sequence[int]) -> list[Value]:
        """The cells of a column at *first* plus each of *rows*."""

    def index(self, sheet: int, column: int, first: int, last: int) -> Index:
        """The look-up index of a strip."""

    def moment(self) -> float:
        """NOW, the same for all formulas of one recalculation."""


@dataclass(slots=True)
class Notes:
    """What a formula leaves behind besides its value."""

    link: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one evaluation.

    ``rows`` are positions counted from the first row of the shared span, None means all of them;
    ``height`` is their number; ``row_wise`` allows to evaluate for a part of them.
    """

    book: Book
    ranges: Mapping[RangeName, Range | CellError]
    sheet: int
    row: int
    column: int
    height: int = 1
    rows: Sequence[int] | None = None
    row_wise: bool = False
    notes: Notes = field(default_factory=Notes)

    def subset(self, positions: Sequence[int]) -> "Frame":
        """The same, for some of its rows."""
        rows = positions if self.rows is None else [self.rows[position] for position in positions]
        return Frame(
            self.book, self.ranges, self.sheet, self.row, self.column,
            len(rows), rows, self.row_wise, self.notes,
        )  # fmt: skip

    def whole(self) -> "Frame":
        """The same, seen as one formula over all rows: for aggregates and look-up tables."""
        if not self.row_wise:
            return self
        return Frame(self.book, self.ranges, self.sheet, self.row, self.column, notes=self.notes)

    def lifted(self, name: RangeName) -> Computed:
        """A reference as value or array, for the rows asked for."""
        area = self.ranges[name]
        if isinstance(area, CellError):
            return area
        if self.rows is None or area.height == 1:
            return self.array(area)
        book, first, rows = self.book, area.first_row, self.rows
        columns = range(area.first_column, area.last_column)
        return Array([book.picked(area.sheet, column, first, rows) for column in columns])

    def intersected(self, name: RangeName) -> Value:
        """A reference outside ARRAYFORMULA: its cell, or the one in the formula's row or column."""
        area = self.ranges[name]
        if isinstance(area, CellError):
            return area
        row, column = area.first_row, area.first_column
        if area.height > 1:
            row = self.row
        if area.width > 1:
            column = self.column
        inside = area.first_row <= row < area.last_row
        if not (inside and area.first_column <= column < area.last_column):
            return CellError("#VALUE!", "An array value could not be found.")
        return self.book.values(area.sheet, column, row, row + 1)[0]

    def array(self, operand: Operand) -> Computed:
        """An operand whose range, if it is one, is read in full; one cell is a value."""
        if not isinstance(operand, Range):
            return operand
        columns = [self.strip(operand, at) for at in range(operand.width)]
        return columns[0][0] if operand.width == operand.height == 1 else Array(columns)

    def strip(self, operand: Operand, column: int) -> list[Value]:
        """One column of an operand, counted from 0."""
        if isinstance(operand, Range):
            at = operand.first_column + column
            return self.book.values(operand.sheet, at, operand.first_row, operand.last_row)
        return operand.columns[column] if isinstance(operand, Array) else [operand]

    def index(self, operand: Operand, column: int = 0) -> Index:
        """The look-up index over one column of an operand; kept when it is a range."""
        if isinstance(operand, Range):
            at = operand.first_column + column
            return self.book.index(operand.sheet, at, operand.first_row, operand.last_row)
        return Index(self.strip(operand, column))

    def cells(self, operand: Operand) -> Iterator[Value]:
        """All values of an operand, column by column."""
        for column in range(width_of(operand)):
            yield from self.strip(operand, column)


def width_of(operand: Operand) -> int:
    """Number of columns; a value has one."""
    return operand.width if isinstance(operand, Range | Array) else 1


def height_of(operand: Operand) -> int:
    """Number of rows; a value has one."""
    return operand.height if isinstance(operand, Range | Array) else 1
