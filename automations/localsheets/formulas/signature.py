"""How a function of the registry says what it takes."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from automations.localsheets.formulas.values import (
    CellError,
    Value,
    logical_of,
    number_of,
    text_of,
)


class Kind(enum.Enum):
    """What a parameter is."""

    ANY = "one value, errors too; lifted by ARRAYFORMULA"
    VALUE = "one value, an error comes through; lifted"
    NUMBER = "one value read as a number; lifted"
    TEXT = "one value read as text; lifted"
    LOGICAL = "one value read as TRUE or FALSE; lifted"
    FIRST = "one value, of an array the first: never lifted"
    RANGE = "a range, an array or a value, always as a whole"
    ARRAY = "the same, computed as if inside ARRAYFORMULA"
    SHAPE = "a range of which only place and size count"


WHOLE: Final = frozenset((Kind.RANGE, Kind.ARRAY, Kind.SHAPE))


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the registry.

    ``call`` takes single values of the declared kinds and is lifted by us; a ``framed`` one takes
    the frame and its operands as they are. The last ``repeats`` kinds may come again and again.
    ``spreads`` names the parameter whose size bounds the result (-1: none; ``turned``: rows and
    columns exchanged); such a result has no row of its own for each row of the formula.
    """

    name: str
    call: Callable[..., Any]
    kinds: tuple[Kind, ...] = ()
    required: int | None = None
    repeats: int = 0
    framed: bool = False
    volatile: bool = False
    spreads: int = -1
    turned: bool = False

    def kind(self, position: int) -> Kind:
        """The kind of the parameter at *position*, counted from 0."""
        if position < len(self.kinds):
            return self.kinds[position]
        fixed = len(self.kinds) - self.repeats
        return self.kinds[fixed + (position - fixed) % self.repeats]

    def count_error(self, count: int) -> CellError | None:
        """``#N/A`` when *count* arguments are too few or too many."""
        least = len(self.kinds) if self.required is None else self.required
        if self.repeats > 1 and (count - len(self.kinds)) % self.repeats:
            return CellError(
                "#N/A",
                f"Wrong number of arguments to {self.name}."
                f" Arguments come in groups of {self.repeats}, but got {count} arguments.",
            )
        return count_error(self.name, count, least, None if self.repeats else len(self.kinds))


def count_error(name: str, count: int, least: int, most: int | None) -> CellError | None:
    """``#N/A`` when *count* arguments are fewer than *least* or more than *most*."""
    if count >= least and (most is None or count <= most):
        return None
    expected = f"at least {least}" if most is None else f"between {least} and {most}"
    if least == most:
        expected = str(least)
    return CellError(
        "#N/A",
        f"Wrong number of arguments to {name}."
        f" Expected {expected} arguments, but got {count} arguments.",
    )


def converted(function: Function, count: int, *, comma: bool) -> Callable[..., Value]:
    """*function* for *count* single values as they stand in cells: errors come through first."""
    kinds = [function.kind(position) for position in range(count)]
    call = function.call
    if all(kind is Kind.ANY for kind in kinds):
        return call

    def convert(*values: Value) -> Value:
        arguments: list[Value] = []
        for position, (kind, value) in enumerate(zip(kinds, values, strict=True), 1):
            argument = value
            if kind is Kind.NUMBER:
                argument = number_of(value, comma=comma, asker=function.name, position=position)
            elif kind is Kind.TEXT:
                argument = text_of(value, comma=comma)
            elif kind is Kind.LOGICAL:
                argument = logical_of(value, asker=function.name, position=position)
            if isinstance(argument, CellError) and kind is not Kind.ANY:
                return argument
            arguments.append(argument)
        result: Value = call(*arguments)
        return result

    return convert
