"""Days of bank files: day first, often without a year, ``PEND`` for lines not settled yet."""

import datetime as dt
import re
from dataclasses import dataclass

PENDING = "PEND"
_NUMERIC = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?", re.ASCII)
_PERIOD = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\s*(?:-|s/d|sd|to|–)\s*(\d{1,2}/\d{1,2}/\d{4})")


@dataclass(frozen=True)
class Years:
    """What decides the year of a day printed without one: the file's period, else a known day."""

    reference: dt.date  #: the file was made on or before this day
    start: dt.date | None = None
    end: dt.date | None = None

    def day(self, day: int, month: int) -> dt.date:
        """The day *day*/*month* inside the period, else the last one up to the reference day."""
        last = self.end or self.reference + dt.timedelta(days=1)
        found = [d for back in range(9) if (d := _valid(last.year - back, month, day)) is not None]
        for candidate in found:
            if candidate <= last:
                if self.start is not None and candidate < self.start:
                    break
                return candidate
        raise ValueError(f"{day:02}/{month:02} lies in no year of this file")


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def bank_day(text: str, years: Years) -> dt.date | None:
    """The day of ``DD/MM``, ``DD/MM/YY`` or ``DD/MM/YYYY``; ``None`` for PEND; else ValueError."""
    bare = text.strip().lstrip("'").strip()
    if bare.upper() == PENDING:
        return None
    shape = _NUMERIC.fullmatch(bare)
    if shape is None:
        raise ValueError(f"{text!r} is no day")
    day, month = int(shape[1]), int(shape[2])
    if shape[3] is None:
        return years.day(day, month)
    return dt.date(int(shape[3]) + (2000 if len(shape[3]) == 2 else 0), month, day)


def looks_like_day(text: str) -> bool:
    """Whether *text* is printed as a day or PEND, valid or not."""
    bare = text.strip().lstrip("'").strip()
    return bare.upper() == PENDING or _NUMERIC.fullmatch(bare) is not None


def period(text: str) -> tuple[dt.date, dt.date] | None:
    """The two days of ``01/04/2026 - 30/04/2026`` wherever they stand in *text*."""
    shape = _PERIOD.search(text)
    if shape is None:
        return None
    days = [_valid(*(int(part) for part in reversed(side.split("/")))) for side in shape.groups()]
    if days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    return days[0], days[1]
