"""AND, OR, NOT and the questions about a value's kind."""

from collections.abc import Iterator
from typing import Final

from automations.localsheets.formulas.arrays import Array
from automations.localsheets.formulas.frame import Frame, Operand
from automations.localsheets.formulas.references import Range
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import CellError, Value, logical_of


def _decisions(
    asker: str, frame: Frame, operands: tuple[Operand, ...]
) -> Iterator[bool | CellError]:
    """All operands as logical values; in ranges, blanks and text are passed over."""
    for position, operand in enumerate(operands, 1):
        if not isinstance(operand, Range | Array):
            yield logical_of(operand, asker=asker, position=position)
            continue
        for value in frame.cells(operand):
            if value is not None and not isinstance(value, str):
                yield logical_of(value)


def and_(frame: Frame, *operands: Operand) -> Value:
    """Whether all are TRUE: one answer, also inside ARRAYFORMULA."""
    found = list(_decisions("AND", frame, operands))
    return next((one for one in found if isinstance(one, CellError)), all(found))


def or_(frame: Frame, *operands: Operand) -> Value:
    """Whether one is TRUE: one answer, also inside ARRAYFORMULA."""
    found = list(_decisions("OR", frame, operands))
    error = next((one for one in found if isinstance(one, CellError)), None)
    return any(found) if error is None else error


def not_(value: bool) -> Value:
    """The opposite."""
    return not value


def isnumber(value: Value) -> Value:
    """Whether the value is a number or a date."""
    return type(value) is int or type(value) is float


def istext(value: Value) -> Value:
    """Whether the value is text, "" included."""
    return isinstance(value, str)


def isblank(value: Value) -> Value:
    """Whether there is no value at all; "" is one."""
    return value is None


def iserror(value: Value) -> Value:
    """Whether the value is an error."""
    return isinstance(value, CellError)


def isna(value: Value) -> Value:
    """Whether the value is ``#N/A``."""
    return isinstance(value, CellError) and value.code == "#N/A"


FUNCTIONS: Final = (
    Function("AND", and_, (Kind.RANGE,), repeats=1, framed=True),
    Function("OR", or_, (Kind.RANGE,), repeats=1, framed=True),
    Function("NOT", not_, (Kind.LOGICAL,)),
    Function("ISNUMBER", isnumber, (Kind.ANY,)),
    Function("ISTEXT", istext, (Kind.ANY,)),
    Function("ISBLANK", isblank, (Kind.ANY,)),
    Function("ISERROR", iserror, (Kind.ANY,)),
    Function("ISNA", isna, (Kind.ANY,)),
)
