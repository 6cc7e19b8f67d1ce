"""NOW, TODAY, DATE, YEAR, MONTH, DAY: days are numbers, counted from 1899-12-30."""

import datetime as dt
import math
from typing import Final

from automations.localsheets.formulas.frame import Frame
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import EPOCH, CellError, Number, Value

_LATEST: Final = (dt.date(9999, 12, 31) - EPOCH).days


def now(frame: Frame) -> Value:
    """The moment of this recalculation, in the spreadsheet's zone."""
    return frame.book.moment()


def today(frame: Frame) -> Value:
    """The day of this recalculation, in the spreadsheet's zone."""
    return math.floor(frame.book.moment())


def day_of(serial: Number) -> dt.date | None:
    """The day of a serial number; None before 1899-12-30 and after the year 9999."""
    return EPOCH + dt.timedelta(days=math.floor(serial)) if 0 <= serial < _LATEST + 1 else None


def date(year: Number, month: Number, day: Number) -> Value:
    """The day's number; months and days beyond their end run on into the next."""
    whole = int(year) + 1900 if 0 <= year < 1900 else int(year)
    years, months = divmod(int(month) - 1, 12)
    try:
        first = dt.date(whole + years, months + 1, 1)
    except (ValueError, OverflowError):
        first = dt.date.min
    serial = (first - EPOCH).days + int(day) - 1
    if not 0 <= serial <= _LATEST:
        return CellError("#NUM!", "Function DATE parameters are out of range.")
    return serial


def _part(asker: str, serial: Number, part: str) -> Value:
    """Year, month or day of a day's number."""
    day = day_of(serial)
    if day is None:
        return CellError("#NUM!", f"Function {asker} parameter 1 value is out of range.")
    number: int = getattr(day, part)
    return number


def year(serial: Number) -> Value:
    """The year of a day."""
    return _part("YEAR", serial, "year")


def month(serial: Number) -> Value:
    """The month of a day, 1 to 12."""
    return _part("MONTH", serial, "month")


def day(serial: Number) -> Value:
    """The day of the month, 1 to 31."""
    return _part("DAY", serial, "day")


_NUMBER: Final = Kind.NUMBER
FUNCTIONS: Final = (
    Function("NOW", now, framed=True, volatile=True),
    Function("TODAY", today, framed=True, volatile=True),
    Function("DATE", date, (_NUMBER, _NUMBER, _NUMBER)),
    Function("YEAR", year, (_NUMBER,)),
    Function("MONTH", month, (_NUMBER,)),
    Function("DAY", day, (_NUMBER,)),
)
