"""What a cell can hold, and how one kind of value is read as another.

The rules are those of Google Sheets: a blank counts as 0, reads as "" and equals both; text
that looks like a number is one in arithmetic; text is compared without regard to case.
Dates are numbers: days since 1899-12-30.
"""

import datetime as dt
import enum
import re
import sys
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

EPOCH: Final = dt.date(1899, 12, 30)
LARGEST_PLAIN_NUMBER: Final = 1e15


@dataclass(frozen=True, slots=True)
class CellError:
    """An error as a value: ``#N/A`` and its like, with the text Google shows on hovering."""

    code: str
    message: str = ""

    def __str__(self) -> str:
        """``#N/A (message)``, or ``#N/A`` without a message."""
        return f"{self.code} ({self.message})" if self.message else self.code


Value: TypeAlias = bool | float | int | str | CellError | None
Number: TypeAlias = float | int


class Missing(enum.Enum):
    """The type of :data:`MISSING`."""

    MISSING = "missing"


MISSING: Final[Literal[Missing.MISSING]] = Missing.MISSING
"""Says that no formula writes a cell; a formula's blank result is ``None``."""

NUMERIC: Final = frozenset((int, float))
TOO_LARGE: Final = CellError("#NUM!", "The result is too large to be shown.")
LARGEST: Final = sys.float_info.max


def in_range(number: Number) -> Number | CellError:
    """The number, or ``#NUM!`` when a spreadsheet could not hold it."""
    return number if -LARGEST <= number <= LARGEST else TOO_LARGE


def number_text(number: Number, *, comma: bool = False) -> str:
    """The text of a number: no thousands signs, at most 15 digits, ``1E+20`` when large."""
    if number == int(number) and abs(number) < LARGEST_PLAIN_NUMBER:
        return str(int(number))
    text = format(float(number), ".15g").upper()
    return text.replace(".", ",") if comma else text


def text_of(value: Value, *, comma: bool = False) -> str | CellError:
    """The value as text; an error stays one. ``comma``: fractions are written ``1,5``."""
    if isinstance(value, str | CellError):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(value, comma=comma)


_POINT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?%?")
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:[eE][+-]?\d+)?%?")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parsed_number(text: str, *, comma: bool = False) -> Number | None:
    """The number or day serial that *text* shows; None if it shows neither.

    With ``comma`` the text is read the Indonesian way (``1.234,5`` and day first), else the
    American way (``1,234.5`` and month first).
    """
    text = text.strip()
    if not any(map(str.isdigit, text)):
        return None
    if (_COMMA if comma else _POINT).fullmatch(text):
        return _plain_number(text, comma=comma)
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY.fullmatch(text):
        first, second, year = map(int, found.groups())
        day, month = (first, second) if comma else (second, first)
    else:
        return None
    try:
        return (dt.date(year, month, day) - EPOCH).days
    except ValueError:
        return None


def _plain_number(text: str, *, comma: bool) -> Number | None:
    """The number in a text whose shape is already checked."""
    digits = text.rstrip("%")
    digits = digits.replace(".", "").replace(",", ".") if comma else digits.replace(",", "")
    try:
        number: Number = float(digits)
    except ValueError:
        return None
    if text.endswith("%"):
        number /= 100
    if number in (float("inf"), float("-inf")):
        return None
    return int(number) if number == int(number) else number


def number_of(
    value: Value, *, comma: bool = False, asker: str = "", position: int = 1
) -> Number | CellError:
    """The value as a number; text that shows none is ``#VALUE!``, naming *asker*'s parameter."""
    if type(value) in NUMERIC:
        return value  # type: ignore[return-value]  # the set holds exactly the number types
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, CellError):
        return value
    if isinstance(value, str):
        number = parsed_number(value, comma=comma)
        if number is not None:
            return number
    return CellError(
        "#VALUE!",
        f"Function {asker} parameter {position} expects number values."
        f" But '{value}' is a text and cannot be coerced to a number.",
    )


def logical_of(value: Value, *, asker: str = "IF", position: int = 1) -> bool | CellError:
    """The value as TRUE or FALSE; other text is ``#VALUE!``."""
    if isinstance(value, bool | CellError):
        return value
    if value is None:
        return False
    if isinstance(value, str):
        if (upper := value.upper()) in {"TRUE", "FALSE"}:
            return upper == "TRUE"
        return CellError(
            "#VALUE!",
            f"Function {asker} parameter {position} expects boolean values."
            f" But '{value}' is a text and cannot be coerced to a boolean.",
        )
    return value != 0


def _rank(value: Value) -> int:
    """The place of a kind of value in Google's order: numbers, texts, logical values."""
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def _blank_like(other: Value) -> Value:
    """What a blank is when it stands beside *other*."""
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1: the order of two values that are no errors; case does not count."""
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(left, str) and isinstance(right, str):
        low, high = left.lower(), right.lower()
        return (low > high) - (low < high)
    assert isinstance(left, int | float)
    assert isinstance(right, int | float)
    return (left > right) - (left < right)
