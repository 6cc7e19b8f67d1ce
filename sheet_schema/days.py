"""Typed dates, read strictly: day first always, Indonesian month names, or a reason.

Sheets counts days since 1899-12-30 (serial numbers); a time of day is a fraction.
"""

import datetime as dt
import re

from sheet_schema.amounts import Unreadable

EPOCH = dt.date(1899, 12, 30)
_EPOCH_AT = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers carry no zone
_FIRST, _LAST = 36526, 73050  # 2000-01-01 … 2099-12-31: other numbers are no dates
_NUMERIC = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$")
_NAMED = re.compile(r"^(\d{1,2})[\s\-/.]*([a-z]+)\.?[\s\-/.]*(\d{2}|\d{4})$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)[,\s]+", re.IGNORECASE
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan januari january",
            "feb peb februari pebruari february",
            "mar maret mrt march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agt ags agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov nop november nopember",
            "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}


def parse_day(raw: str | float) -> dt.date | Unreadable:
    """The day that a typed cell names; a serial's time of day is dropped."""
    if isinstance(raw, bool):
        return Unreadable("not_a_date")
    if isinstance(raw, (int, float)):
        return from_serial(raw) if _FIRST <= raw <= _LAST else Unreadable("not_a_date")
    text = _WEEKDAY.sub("", " ".join(raw.strip().lstrip("'").split()))
    if iso := _ISO.match(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC.match(text):
        year = _year(numeric[3])
        return _day(year, int(numeric[2]), int(numeric[1])) if year else Unreadable("not_a_date")
    if named := _NAMED.match(text):
        year, month = _year(named[3]), _MONTHS.get(named[2].lower())
        return _day(year, month, int(named[1])) if year and month else Unreadable("not_a_date")
    return Unreadable("not_a_date")


def _year(text: str) -> int | None:
    if len(text) == 4:
        return int(text) if 2000 <= int(text) <= 2099 else None
    return 2000 + int(text) if 20 <= int(text) <= 30 else None


def _day(year: int, month: int, day: int) -> dt.date | Unreadable:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return Unreadable("not_a_date")


def serial(day: dt.date) -> int:
    """The serial number of a day."""
    return (day - EPOCH).days


def serial_at(moment: dt.datetime) -> float:
    """The serial number of a wall-clock moment, to the second."""
    passed = moment.replace(microsecond=0) - _EPOCH_AT
    return passed.days + passed.seconds / 86400


def from_serial(number: float) -> dt.date:
    """The day of a serial number."""
    return EPOCH + dt.timedelta(days=int(number))


def moment_of(number: float) -> dt.datetime:
    """The wall-clock moment of a serial number, to the second."""
    return _EPOCH_AT + dt.timedelta(seconds=round(number * 86400))


def format_day(day: dt.date) -> str:
    """``21/11/2026``, the way the shop writes it."""
    return f"{day:%d/%m/%Y}"
