"""VLOOKUP, HLOOKUP, MATCH and INDEX."""

from collections.abc import Callable
from typing import Final

from automations.localsheets.formulas.arrays import Array, Computed, first_of, lift
from automations.localsheets.formulas.frame import Frame, Operand, height_of, width_of
from automations.localsheets.formulas.indexes import nearest
from automations.localsheets.formulas.references import Range
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import (
    CellError,
    Value,
    compare,
    logical_of,
    number_of,
    text_of,
)


def vlookup(
    frame: Frame, key: Computed, table: Operand, column: Computed, is_sorted: Value = True
) -> Computed:
    """The cell in *column* (from 1) of the first row whose first cell equals the key.

    Sorted (the default): of the last row that is not beyond the key. A key that is a range gives
    a result for each of its cells. A blank found is a blank: 0 in arithmetic, "" when joined.
    """
    return _looked_up("VLOOKUP", frame, key, table, column, is_sorted)


def hlookup(
    frame: Frame, key: Computed, table: Operand, row: Computed, is_sorted: Value = True
) -> Computed:
    """The cell in *row* (from 1) of the first column whose uppermost cell equals the key."""
    rows = frame.array(table)
    turned = rows.transposed() if isinstance(rows, Array) else rows
    return _looked_up("HLOOKUP", frame, key, turned, row, is_sorted)


def _looked_up(
    asker: str, frame: Frame, key: Computed, table: Operand, column: Computed, is_sorted: Value
) -> Computed:
    """VLOOKUP, or HLOOKUP with its table turned."""
    if isinstance(table, CellError):
        return table
    inexact = logical_of(is_sorted, asker=asker, position=4)
    if isinstance(inexact, CellError):
        return inexact
    locate = _locator(asker, frame, table, 1 if inexact else 0)
    if not isinstance(column, Array):
        values = _column(asker, frame, table, column)
        if isinstance(values, CellError):
            return values

        def found(one: Value) -> Value:
            at = locate(one)
            return at if isinstance(at, CellError) else values[at]

        return lift(found, [key])

    def found_in(one: Value, number: Value) -> Value:
        at = locate(one)
        if isinstance(at, CellError):
            return at
        values = _column(asker, frame, table, number)
        return values if isinstance(values, CellError) else values[at]

    return lift(found_in, [key, column])


def _column(asker: str, frame: Frame, table: Operand, column: Value) -> list[Value] | CellError:
    """The result column of a table, or why there is none."""
    number = number_of(column, comma=frame.book.comma, asker=asker, position=3)
    if isinstance(number, CellError):
        return number
    if number < 1:
        return CellError(
            "#VALUE!",
            f"Function {asker} parameter 3 value is {int(number)}. It should be at least 1.",
        )
    if number >= width_of(table) + 1:
        return CellError("#REF!", f"{asker} evaluates to an out of bounds range.")
    return frame.strip(table, int(number) - 1)


def _locator(
    asker: str, frame: Frame, table: Operand, order: int
) -> Callable[[Value], int | CellError]:
    """What finds a key in a table's first column: exact (0), ascending (1) or descending (-1)."""
    if order == 0:
        find = frame.index(table).find
    else:
        strip = frame.strip(table, 0)

        def find(key: Value) -> int | None:
            return nearest(strip, key, ascending=order > 0)

    def locate(key: Value) -> int | CellError:
        at = find(key)
        if at is not None:
            return at
        if isinstance(key, CellError):
            return key
        shown = text_of(key, comma=frame.book.comma)
        return CellError("#N/A", f"Did not find value '{shown}' in {asker} evaluation.")

    return locate


def match(frame: Frame, key: Computed, area: Operand, order: Value = 1) -> Computed:
    """The position (from 1) of the key in a row or column.

    *order* 0: the first that equals it; 1 (the default): the last not above it in ascending
    values; -1: the last not below it in descending ones.
    """
    if isinstance(area, CellError):
        return area
    kind = number_of(order, comma=frame.book.comma, asker="MATCH", position=3)
    if isinstance(kind, CellError):
        return kind
    if width_of(area) > 1:
        if height_of(area) > 1:
            return CellError("#N/A", "MATCH range must be a single row or a single column.")
        turned = frame.array(area)
        assert isinstance(turned, Array)
        area = turned.transposed()
    locate = _locator("MATCH", frame, area, int(compare(kind, 0)))

    def found(one: Value) -> Value:
        at = locate(one)
        return at if isinstance(at, CellError) else at + 1

    return lift(found, [key])


def index(frame: Frame, area: Operand, row: Value = 0, column: Value = 0) -> Computed:
    """The cell at *row* and *column* (from 1) of a range; 0 is the whole row or column."""
    if isinstance(area, CellError):
        return area
    comma = frame.book.comma
    numbers = (
        number_of(row, comma=comma, asker="INDEX", position=2),
        number_of(column, comma=comma, asker="INDEX", position=3),
    )
    for number in numbers:
        if isinstance(number, CellError):
            return number
    at_row, at_column = (int(number) for number in numbers if not isinstance(number, CellError))
    height, width = height_of(area), width_of(area)
    if height == 1 and width > 1 and column == 0 and at_row:
        at_row, at_column = 0, at_row
    if not (0 <= at_row <= height and 0 <= at_column <= width):
        return CellError("#NUM!", f"INDEX has no row {at_row}, column {at_column}.")
    columns = [at_column - 1] if at_column else list(range(width))
    if isinstance(area, Range) and at_row:
        first = area.first_row + at_row - 1
        area = Range(area.sheet, first, first + 1, area.first_column, area.last_column)
        at_row = 1
    strips = [frame.strip(area, at) for at in columns]
    if at_row:
        strips = [[strip[at_row - 1]] for strip in strips]
    result = Array(strips)
    return first_of(result) if result.height == result.width == 1 else result


_ONE, _RANGE, _FIRST = Kind.VALUE, Kind.RANGE, Kind.FIRST
FUNCTIONS: Final = (
    Function("VLOOKUP", vlookup, (_ONE, _RANGE, _ONE, _FIRST), 3, framed=True),
    Function("HLOOKUP", hlookup, (_ONE, _RANGE, _ONE, _FIRST), 3, framed=True),
    Function("MATCH", match, (_ONE, _RANGE, _FIRST), 2, framed=True),
    Function("INDEX", index, (Kind.ARRAY, _FIRST, _FIRST), 1, framed=True, spreads=0),
)
