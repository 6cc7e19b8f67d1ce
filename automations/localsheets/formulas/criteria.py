"""The conditions of SUMIF and its family: ``">5"``, ``"<>x"``, ``"⚠*"``, plain values."""

from collections.abc import Callable
from typing import Final, TypeAlias

from automations.localsheets.formulas.indexes import has_wildcard, pattern
from automations.localsheets.formulas.values import CellError, Number, Value, compare, parsed_number

Test: TypeAlias = Callable[[Value], bool]

_OPERATORS: Final = ("<>", "<=", ">=", "<", ">", "=")
_FITS: Final[dict[str, Callable[[int], bool]]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def group_key(value: Value, *, comma: bool) -> Value:
    """What two cells share when a plain condition does not tell them apart.

    Text without case; text that shows a number is that number ("0012" is 12); a blank is None.
    """
    if type(value) is str:
        number = parsed_number(value, comma=comma)
        return value.lower() if number is None else number
    return value


def is_plain(condition: Value) -> bool:
    """Whether the condition is a value to be equal to: no operator, no pattern, not blank."""
    if isinstance(condition, str):
        return bool(condition) and not (condition[0] in "<>=" or has_wildcard(condition))
    return isinstance(condition, int | float)


def test_for(condition: Value, *, comma: bool) -> Test:
    """What a cell must pass; a blank condition, like "", is passed by blanks and ""."""
    if isinstance(condition, CellError):
        return lambda value: value == condition
    if condition is None:
        condition = ""
    if not isinstance(condition, str):
        return _equal(condition, comma=comma)
    operator = next((one for one in _OPERATORS if condition.startswith(one)), "")
    operand = condition[len(operator) :]
    if operator == "" and operand == "":
        return lambda value: value is None or value == ""
    if operator == "=" and operand == "":
        return lambda value: value is None
    if operator == "<>" and operand == "":
        return lambda value: value is not None
    if operator in {"", "="}:
        return _equal(operand, comma=comma)
    if operator == "<>":
        equal = _equal(operand, comma=comma)
        return lambda value: not equal(value)
    return _ordered(operand, _FITS[operator], comma=comma)


def _equal(operand: Value, *, comma: bool) -> Test:
    """Equal without case, as number when it shows one, or matching when it is a pattern."""
    if isinstance(operand, str):
        if has_wildcard(operand):
            matches = pattern(operand.lower()).fullmatch
            return lambda value: isinstance(value, str) and matches(value.lower()) is not None
        if operand.upper() in {"TRUE", "FALSE"}:
            operand = operand.upper() == "TRUE"
    if isinstance(operand, bool):
        return lambda value: value is operand
    wanted = group_key(operand, comma=comma)

    def test(value: Value) -> bool:
        return not isinstance(value, bool) and group_key(value, comma=comma) == wanted

    return test


def _ordered(operand: str, fits: Callable[[int], bool], *, comma: bool) -> Test:
    """Above or below a number, among numbers; or a text, among texts."""
    number: Number | None = parsed_number(operand, comma=comma)
    if number is None:
        return lambda value: isinstance(value, str) and fits(compare(value, operand))
    return lambda value: (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and fits(compare(value, number))
    )
