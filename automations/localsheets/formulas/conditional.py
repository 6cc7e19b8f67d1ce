"""SUMIF, SUMIFS, COUNTIF, COUNTIFS, AVERAGEIF.

SUMIF, COUNTIF and AVERAGEIF give a result for each of an array of conditions; SUMIFS and
COUNTIFS take the first condition of an array and give one result, as Google does.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Final, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed, lift
from automations.localsheets.formulas.criteria import group_key, is_plain, test_for
from automations.localsheets.formulas.frame import Frame, Operand, height_of, width_of
from automations.localsheets.formulas.references import Range
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import CellError, Number, Value, in_range

Total: TypeAlias = tuple[Number, int, int]
"""Sum of the numbers, how many they are, how many cells passed."""

_NONE: Final[Total] = (0, 0, 0)


def sumif(frame: Frame, area: Operand, condition: Computed, summed: Operand = None) -> Computed:
    """The sum of the numbers beside the cells that pass; of the cells themselves without *summed*."""
    return _by_condition(frame, area, condition, summed, lambda total: in_range(total[0]))


def countif(frame: Frame, area: Operand, condition: Computed) -> Computed:
    """How many cells pass."""
    return _by_condition(frame, area, condition, None, lambda total: total[2])


def averageif(
    frame: Frame, area: Operand, condition: Computed, averaged: Operand = None
) -> Computed:
    """The mean of the numbers beside the cells that pass; ``#DIV/0!`` without a number."""
    return _by_condition(frame, area, condition, averaged, _mean)


def _mean(total: Total) -> Value:
    """Sum by count."""
    if total[1] == 0:
        return CellError(
            "#DIV/0!", "Evaluation of function AVERAGEIF caused a divide by zero error."
        )
    return in_range(total[0] / total[1])


def _by_condition(
    frame: Frame,
    area: Operand,
    condition: Computed,
    summed: Operand,
    result: Callable[[Total], Value],
) -> Computed:
    """*result* of the total for each condition; many plain ones share one pass over the cells."""
    for operand in (area, summed):
        if isinstance(operand, CellError):
            return operand
    comma = frame.book.comma
    cells = list(frame.cells(area))
    beside = cells if summed is None else list(frame.cells(_shaped_like(area, summed)))
    groups = (
        _grouped(cells, beside, comma=comma)
        if isinstance(condition, Array) and condition.height > 1
        else None
    )

    def value(one: Value) -> Value:
        if groups is not None and is_plain(one):
            return result(groups.get(group_key(one, comma=comma), _NONE))
        test = test_for(one, comma=comma)
        return result(
            _total(number for cell, number in zip(cells, beside, strict=False) if test(cell))
        )

    return lift(value, [condition])


def _shaped_like(area: Operand, summed: Operand) -> Operand:
    """The sum range, stretched from its first cell to the size of the tested one."""
    if not isinstance(summed, Range):
        return summed
    last_row = summed.first_row + height_of(area)
    last_column = summed.first_column + width_of(area)
    return Range(summed.sheet, summed.first_row, last_row, summed.first_column, last_column)


def _total(values: Iterable[Value]) -> Total:
    """The total of some cells."""
    number: Number = 0
    count = passed = 0
    for value in values:
        passed += 1
        if isinstance(value, int | float) and not isinstance(value, bool):
            number += value
            count += 1
    return number, count, passed


def _grouped(cells: Sequence[Value], beside: Sequence[Value], *, comma: bool) -> dict[Value, Total]:
    """The total for each value that a plain condition can ask for."""
    groups: dict[Value, Total] = {}
    for cell, value in zip(cells, beside, strict=False):
        if cell is None or isinstance(cell, bool | CellError):
            continue
        key = group_key(cell, comma=comma)
        number, count, passed = groups.get(key, _NONE)
        if isinstance(value, int | float) and not isinstance(value, bool):
            number, count = number + value, count + 1
        groups[key] = (number, count, passed + 1)
    return groups


def sumifs(frame: Frame, summed: Operand, *conditions: Operand) -> Value:
    """The sum of the numbers in rows that pass every (range; condition) pair."""
    rows = _passing("SUMIFS", frame, conditions, summed)
    if isinstance(rows, CellError):
        return rows
    chosen = (cell for cell, passes in zip(frame.cells(summed), rows, strict=True) if passes)
    return in_range(_total(chosen)[0])


def countifs(frame: Frame, *conditions: Operand) -> Value:
    """How many rows pass every (range; condition) pair."""
    rows = _passing("COUNTIFS", frame, conditions, conditions[0])
    return rows if isinstance(rows, CellError) else sum(rows)


def _passing(
    asker: str, frame: Frame, conditions: Sequence[Operand], like: Operand
) -> list[bool] | CellError:
    """For each cell of *like*, whether the cells at its place pass all conditions."""
    size = height_of(like), width_of(like)
    rows: list[bool] | None = None
    for area, condition in zip(conditions[::2], conditions[1::2], strict=True):
        if isinstance(area, CellError):
            return area
        if (height_of(area), width_of(area)) != size:
            return CellError("#VALUE!", f"Array arguments to {asker} are of different size.")
        assert not isinstance(condition, Range | Array)
        test = test_for(condition, comma=frame.book.comma)
        so_far = repeat(True) if rows is None else rows
        rows = [ok and test(cell) for cell, ok in zip(frame.cells(area), so_far, strict=False)]
    return rows or []


_RANGE, _ONE, _FIRST = Kind.RANGE, Kind.ANY, Kind.FIRST
FUNCTIONS: Final = (
    Function("SUMIF", sumif, (_RANGE, _ONE, _RANGE), 2, framed=True),
    Function("COUNTIF", countif, (_RANGE, _ONE), framed=True),
    Function("AVERAGEIF", averageif, (_RANGE, _ONE, _RANGE), 2, framed=True),
    Function("SUMIFS", sumifs, (_RANGE, _RANGE, _FIRST), 3, repeats=2, framed=True),
    Function("COUNTIFS", countifs, (_RANGE, _FIRST), 2, repeats=2, framed=True),
)
