"""The operators: on single values, and ``&`` on whole columns at once."""

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Final, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed, lift
from automations.localsheets.formulas.values import (
    NUMERIC,
    TOO_LARGE,
    CellError,
    Number,
    Value,
    compare,
    in_range,
    number_of,
    text_of,
)

Operation: TypeAlias = Callable[[Value, Value], Value]


def divided(left: Number, right: Number) -> Value:
    """The quotient; ``#DIV/0!`` by zero."""
    if right == 0:
        return CellError("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
    return left / right


def raised(left: Number, right: Number) -> Value:
    """The power, as a float unless it is a whole number."""
    try:
        power = float(left) ** float(right)
    except ZeroDivisionError:
        return CellError("#DIV/0!", "Function POWER caused a divide by zero error.")
    if isinstance(power, complex):
        return CellError("#NUM!", f"POWER({left},{right}) is not a real number.")
    exact = isinstance(left, int) and isinstance(right, int) and abs(power) < 2**53
    return int(power) if exact and power == int(power) else power


ARITHMETIC: Final[dict[str, tuple[str, Callable[[Number, Number], Value]]]] = {
    "+": ("ADD", lambda left, right: left + right),
    "-": ("MINUS", lambda left, right: left - right),
    "*": ("MULTIPLY", lambda left, right: left * right),
    "/": ("DIVIDE", divided),
    "^": ("POWER", raised),
}
ORDER: Final[dict[str, Callable[[int], bool]]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def operation(symbol: str, *, comma: bool) -> Operation:
    """The operator of two single values; errors come through, the left one first."""
    if symbol in ARITHMETIC:
        return _arithmetic(*ARITHMETIC[symbol], comma=comma)
    return _comparison(ORDER[symbol], same_text=ORDER[symbol](0))


def _arithmetic(
    asker: str, compute: Callable[[Number, Number], Value], *, comma: bool
) -> Operation:
    """*compute* behind the conversion to numbers."""

    def calculate(left: Value, right: Value) -> Value:
        first = left if type(left) in NUMERIC else number_of(left, comma=comma, asker=asker)
        if isinstance(first, CellError):
            return first
        second = (
            right
            if type(right) in NUMERIC
            else number_of(right, comma=comma, asker=asker, position=2)
        )
        if isinstance(second, CellError):
            return second
        try:
            result = compute(first, second)  # type: ignore[arg-type]  # both in NUMERIC
        except OverflowError:
            return TOO_LARGE
        return result if isinstance(result, CellError) else in_range(result)  # type: ignore[arg-type]

    return calculate


def _comparison(fits: Callable[[int], bool], *, same_text: bool) -> Operation:
    """The comparison whose order *fits*; ``same_text``: what two equal texts give."""

    def decide(left: Value, right: Value) -> Value:
        if type(left) is str and left == right:
            return same_text
        if isinstance(left, CellError):
            return left
        if isinstance(right, CellError):
            return right
        return fits(compare(left, right))

    return decide


def equals_text(constant: str, *, wanted: bool) -> Callable[[Value], Value]:
    """``= constant`` (or ``<>``, when *wanted* is False): the test most formulas make most often."""
    lowered = constant.lower()

    def decide(value: Value) -> Value:
        if type(value) is str:
            return (value == constant or value.lower() == lowered) is wanted
        if value is None:
            return (not constant) is wanted
        return value if isinstance(value, CellError) else not wanted

    return decide


def joined(operands: Sequence[Computed], *, comma: bool) -> Computed:
    """``&`` of all operands, in one pass when the arrays are columns of one height."""
    arrays = [operand for operand in operands if isinstance(operand, Array)]
    heights = {array.height for array in arrays}
    if len(heights) == 1 and all(array.width == 1 for array in arrays):
        height = heights.pop()
        parts = [
            [
                value if type(value) is str else text_of(value, comma=comma)
                for value in one.columns[0]
            ]
            if isinstance(one, Array)
            else repeat(text_of(one, comma=comma), height)
            for one in operands
        ]
        return Array([list(map(_joined_texts, zip(*parts, strict=True)))])
    return lift(
        lambda *values: _joined_texts([text_of(one, comma=comma) for one in values]), operands
    )


def _joined_texts(parts: Sequence[str | CellError]) -> Value:
    """The parts as one text, or the first error among them."""
    try:
        return "".join(parts)  # type: ignore[arg-type]  # an error among them is a TypeError
    except TypeError:
        return next(part for part in parts if isinstance(part, CellError))
