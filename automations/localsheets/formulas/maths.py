"""ROUND, ROUNDUP, ROUNDDOWN, INT, ABS, MOD, SUMPRODUCT."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from automations.localsheets.formulas.arrays import Array, lift
from automations.localsheets.formulas.frame import Frame, Operand, height_of, width_of
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import NUMERIC, CellError, Number, Value, in_range

_FINEST: Final = 30


def _rounded(number: Number, places: Number, rounding: str) -> Number:
    """*number* at *places* decimals, decided on the digits that the cell shows."""
    at = max(-_FINEST, min(_FINEST, int(places)))
    shown = Decimal(format(number, ".15g"))
    if not shown or shown.adjusted() + at < -1:
        shown = Decimal(0) if rounding != ROUND_UP else shown
    scaled = shown.scaleb(at).to_integral_value(rounding=rounding).scaleb(-at)
    return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)


def round_(number: Number, places: Number = 0) -> Value:
    """The nearest number with *places* decimals; a half goes away from zero."""
    return _rounded(number, places, ROUND_HALF_UP)


def roundup(number: Number, places: Number = 0) -> Value:
    """The next number with *places* decimals away from zero."""
    return _rounded(number, places, ROUND_UP)


def rounddown(number: Number, places: Number = 0) -> Value:
    """The next number with *places* decimals towards zero."""
    return _rounded(number, places, ROUND_DOWN)


def int_(number: Number) -> Value:
    """The whole number at or below."""
    return math.floor(number)


def abs_(number: Number) -> Value:
    """The number without its sign."""
    return abs(number)


def mod(dividend: Number, divisor: Number) -> Value:
    """The rest of a division, with the divisor's sign; ``#DIV/0!`` by zero."""
    if divisor == 0:
        return CellError("#DIV/0!", "Function MOD parameter 2 cannot be zero.")
    return dividend % divisor


def sumproduct(frame: Frame, *operands: Operand) -> Value:
    """The sum of the products of the cells at the same place; what is no number counts as 0."""
    size = height_of(operands[0]), width_of(operands[0])
    if any((height_of(one), width_of(one)) != size for one in operands):
        return CellError("#VALUE!", "SUMPRODUCT has mismatched range sizes.")
    products = lift(_product, [frame.array(one) for one in operands])
    values = list(products.cells()) if isinstance(products, Array) else [products]
    total: Number = 0
    for value in values:
        if isinstance(value, CellError):
            return value
        assert isinstance(value, int | float)
        total += value
    return in_range(total)


def _product(*values: Value) -> Value:
    """The product, 0 when one is no number, or the first error."""
    product: Number = 1
    for value in values:
        if isinstance(value, CellError):
            return value
        product *= value if isinstance(value, int | float) and type(value) in NUMERIC else 0
    return product


_NUMBER: Final = Kind.NUMBER
FUNCTIONS: Final = (
    Function("ROUND", round_, (_NUMBER, _NUMBER), 1),
    Function("ROUNDUP", roundup, (_NUMBER, _NUMBER), 1),
    Function("ROUNDDOWN", rounddown, (_NUMBER, _NUMBER), 1),
    Function("INT", int_, (_NUMBER,)),
    Function("ABS", abs_, (_NUMBER,)),
    Function("MOD", mod, (_NUMBER, _NUMBER)),
    Function("SUMPRODUCT", sumproduct, (Kind.ARRAY,), repeats=1, framed=True),
)
