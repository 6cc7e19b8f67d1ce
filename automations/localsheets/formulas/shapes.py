"""Functions that give or measure ranges: ROWS, COLUMNS, UNIQUE, SORT, FILTER, TRANSPOSE."""

from functools import cmp_to_key
from typing import Final, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed, from_rows
from automations.localsheets.formulas.frame import Frame, Operand, height_of, width_of
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import CellError, Value, compare, logical_of, number_of

Row: TypeAlias = tuple[Value, ...]


def rows(_frame: Frame, area: Operand) -> Value:
    """The number of rows."""
    return area if isinstance(area, CellError) else height_of(area)


def columns(_frame: Frame, area: Operand) -> Value:
    """The number of columns."""
    return area if isinstance(area, CellError) else width_of(area)


def _rows(frame: Frame, area: Operand) -> list[Row]:
    """The rows of an operand."""
    values = frame.array(area)
    return list(values.rows()) if isinstance(values, Array) else [(values,)]


def unique(frame: Frame, area: Operand) -> Computed:
    """The rows without those that were there before; case counts."""
    seen: dict[tuple[tuple[type, Value], ...], Row] = {}
    for row in _rows(frame, area):
        seen.setdefault(tuple((type(value), value) for value in row), row)
    return from_rows(list(seen.values()))


def transpose(frame: Frame, area: Operand) -> Computed:
    """Rows and columns exchanged."""
    values = frame.array(area)
    return values.transposed() if isinstance(values, Array) else values


def filter_(frame: Frame, area: Operand, *conditions: Operand) -> Computed:
    """The rows (or columns) for which every condition holds; ``#N/A`` when none do."""
    values = frame.array(area)
    source = values if isinstance(values, Array) else Array([[values]])
    by_column = height_of(conditions[0]) == 1 and source.height > 1
    lines = list(source.transposed().rows() if by_column else source.rows())
    kept = [True] * len(lines)
    for condition in conditions:
        tests = list(frame.cells(condition))
        if len(tests) != len(lines):
            return CellError("#N/A", "FILTER has mismatched range sizes.")
        kept = [ok and logical_of(test) is True for ok, test in zip(kept, tests, strict=True)]
    chosen = [line for line, ok in zip(lines, kept, strict=True) if ok]
    if not chosen:
        return CellError("#N/A", "No matches are found in FILTER evaluation.")
    result = from_rows(chosen)
    return result.transposed() if by_column else result


def sort(frame: Frame, area: Operand, *orders: Value) -> Computed:
    """The rows in the order of columns (from 1), each followed by TRUE for ascending.

    Without any: by the first column, ascending. Blanks come last; equal rows keep their order.
    """
    lines = _rows(frame, area)
    chosen = [(1, True)] if not orders else []
    for column, ascending in zip(orders[::2], orders[1::2], strict=True):
        number, upwards = number_of(column), logical_of(ascending, asker="SORT")
        if isinstance(number, CellError) or isinstance(upwards, CellError):
            return CellError("#VALUE!", "SORT takes a column number and TRUE or FALSE.")
        if not 1 <= number <= len(lines[0]):
            return CellError("#VALUE!", f"Function SORT has no column {int(number)}.")
        chosen.append((int(number), upwards))
    for number, upwards in reversed(chosen):
        _sort_by(lines, number - 1, ascending=upwards)
    return from_rows(lines)


def _sort_by(lines: list[Row], column: int, *, ascending: bool) -> None:
    """Sort rows in place by one column; blanks and errors stay behind either way."""
    turn = 1 if ascending else -1

    def order(one: Row, other: Row) -> int:
        left, right = one[column], other[column]
        last = _last(left) - _last(right)
        return last or (0 if _last(left) else turn * compare(left, right))

    lines.sort(key=cmp_to_key(order))


def _last(value: Value) -> int:
    """Values first, then errors, then blanks."""
    if value is None:
        return 2
    return 1 if isinstance(value, CellError) else 0


FUNCTIONS: Final = (
    Function("ROWS", rows, (Kind.SHAPE,), framed=True),
    Function("COLUMNS", columns, (Kind.SHAPE,), framed=True),
    Function("UNIQUE", unique, (Kind.ARRAY,), framed=True, spreads=0),
    Function("TRANSPOSE", transpose, (Kind.ARRAY,), framed=True, spreads=0, turned=True),
    Function("FILTER", filter_, (Kind.ARRAY, Kind.ARRAY), repeats=1, framed=True, spreads=0),
    Function(
        "SORT", sort, (Kind.ARRAY, Kind.FIRST, Kind.FIRST), 1, repeats=2, framed=True, spreads=0
    ),
)
