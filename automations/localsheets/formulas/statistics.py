"""SUM, COUNT, COUNTA, AVERAGE, MIN, MAX.

In a range only numbers count; a value given directly is read as a number, and must be one.
"""

from collections.abc import Iterator
from typing import Final

from automations.localsheets.formulas.arrays import Array
from automations.localsheets.formulas.frame import Frame, Operand
from automations.localsheets.formulas.references import Range
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import (
    NUMERIC,
    CellError,
    Number,
    Value,
    in_range,
    number_of,
)


def _numbers(asker: str, frame: Frame, operands: tuple[Operand, ...]) -> list[Number] | CellError:
    """The numbers among the operands, or the first error."""
    found: list[Number] = []
    for position, operand in enumerate(operands, 1):
        if isinstance(operand, Range | Array):
            for value in frame.cells(operand):
                if type(value) in NUMERIC:
                    found.append(value)  # type: ignore[arg-type]  # the set says so
                elif isinstance(value, CellError):
                    return value
            continue
        number = number_of(operand, comma=frame.book.comma, asker=asker, position=position)
        if isinstance(number, CellError):
            return number
        found.append(number)
    return found


def sum_(frame: Frame, *operands: Operand) -> Value:
    """The sum."""
    numbers = _numbers("SUM", frame, operands)
    return numbers if isinstance(numbers, CellError) else in_range(sum(numbers))


def average(frame: Frame, *operands: Operand) -> Value:
    """The mean; ``#DIV/0!`` without a number."""
    numbers = _numbers("AVERAGE", frame, operands)
    if isinstance(numbers, CellError):
        return numbers
    if not numbers:
        return CellError("#DIV/0!", "Evaluation of function AVERAGE caused a divide by zero error.")
    return in_range(sum(numbers) / len(numbers))


def min_(frame: Frame, *operands: Operand) -> Value:
    """The smallest number, 0 without one."""
    numbers = _numbers("MIN", frame, operands)
    return numbers if isinstance(numbers, CellError) else min(numbers, default=0)


def max_(frame: Frame, *operands: Operand) -> Value:
    """The largest number, 0 without one."""
    numbers = _numbers("MAX", frame, operands)
    return numbers if isinstance(numbers, CellError) else max(numbers, default=0)


def _values(frame: Frame, operands: tuple[Operand, ...]) -> Iterator[Value]:
    """All values of all operands."""
    for operand in operands:
        yield from frame.cells(operand)


def count(frame: Frame, *operands: Operand) -> Value:
    """How many numbers there are."""
    return sum(type(value) in NUMERIC for value in _values(frame, operands))


def counta(frame: Frame, *operands: Operand) -> Value:
    """How many values there are: all but blanks, errors and "" included."""
    return sum(value is not None for value in _values(frame, operands))


FUNCTIONS: Final = tuple(
    Function(name, call, (Kind.RANGE,), repeats=1, framed=True)
    for name, call in (
        ("SUM", sum_),
        ("AVERAGE", average),
        ("MIN", min_),
        ("MAX", max_),
        ("COUNT", count),
        ("COUNTA", counta),
    )
)
