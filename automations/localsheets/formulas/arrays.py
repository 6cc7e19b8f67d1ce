"""Rectangles of values, and functions of single values lifted over them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Final, TypeAlias

from automations.localsheets.formulas.values import CellError, Value

BEYOND: Final = CellError("#N/A", "Arguments have different sizes.")


class Array:
    """A rectangle of at least one value, kept by columns, all of one length."""

    __slots__ = ("columns",)

    def __init__(self, columns: list[list[Value]]) -> None:
        self.columns = columns

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0])

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows, from above."""
        return zip(*self.columns, strict=True)

    def cells(self) -> Iterator[Value]:
        """All values, row by row."""
        for row in self.rows():
            yield from row

    def transposed(self) -> "Array":
        """The same values with rows and columns exchanged."""
        return Array([list(row) for row in self.rows()])


Computed: TypeAlias = Value | Array
"""What an expression comes to when it is no reference."""


def from_rows(rows: Sequence[Sequence[Value]]) -> Array:
    """The array with these rows: at least one, all of one length."""
    return Array([list(column) for column in zip(*rows, strict=True)])


def first_of(value: Computed) -> Value:
    """The value itself, or the upper left one of an array."""
    return value.columns[0][0] if isinstance(value, Array) else value


def _stretched(value: Computed, column: int, height: int) -> Iterable[Value]:
    """One column of an operand, repeated or filled up with ``#N/A`` to *height* rows."""
    if not isinstance(value, Array):
        return repeat(value, height)
    if value.width == 1:
        values = value.columns[0]
    elif column < value.width:
        values = value.columns[column]
    else:
        return repeat(BEYOND, height)
    if len(values) == height:
        return values
    return repeat(values[0], height) if len(values) == 1 else [*values, *repeat(BEYOND, height)]


def lift(function: Callable[..., Value], operands: Sequence[Computed]) -> Computed:
    """*function* of the operands, or of each of their elements when one is an array.

    An operand of one row or column is repeated; a shorter one ends in ``#N/A``.
    """
    arrays = [operand for operand in operands if isinstance(operand, Array)]
    if not arrays:
        return function(*operands)
    height = max(array.height for array in arrays)
    width = max(array.width for array in arrays)
    return Array(
        [
            list(map(function, *(_stretched(one, column, height) for one in operands)))
            for column in range(width)
        ]
    )


def scattered(height: int, pieces: Sequence[tuple[Sequence[int], Computed]]) -> Array:
    """An array of *height* rows, put together from pieces, each with the rows it belongs to."""
    width = max(part.width if isinstance(part, Array) else 1 for _, part in pieces)
    columns: list[list[Value]] = [[None] * height for _ in range(width)]
    for rows, part in pieces:
        for column, target in enumerate(columns):
            for row, value in zip(rows, _stretched(part, column, len(rows)), strict=False):
                target[row] = value
    return Array(columns)
