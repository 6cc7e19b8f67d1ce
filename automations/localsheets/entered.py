"""USER_ENTERED: what typed text becomes, by the spreadsheet's locale."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from automations.localsheets.grid import Scalar, whole
from automations.localsheets.locales import Locale

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TRIPLE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_PAIR = re.compile(r"(\d{1,2})([/-])(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[ -]([^\W\d]{3,})[ -](\d{2}|\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?( ?[AaPp][Mm])?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_SHORT_DOTTED = re.compile(r"(\d{1,2})\.(\d)")
_EPOCH_DAY = date(1899, 12, 30).toordinal()
_PIVOT_YEAR = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A parsed cell: a value or a formula, and the number format that typing it brings."""

    value: Scalar = None
    formula: str | None = None
    number_format: dict[str, Any] | None = None


def entered(text: str, locale: Locale, *, plain_text: bool, now: Callable[[], datetime]) -> Entry:
    """What Sheets makes of typed text; `plain_text` cells keep it as it is."""
    if plain_text:
        return Entry(text or None)
    if text.startswith("'"):
        return Entry(text[1:] or None)
    if text.startswith("=") and len(text) > 1:
        return Entry(formula=text)
    trimmed = text.strip()
    if trimmed.upper() in {"TRUE", "FALSE"}:
        return Entry(trimmed.upper() == "TRUE")
    return _number(trimmed, locale) or _moment(trimmed, locale, now) or Entry(text or None)


def _number(text: str, locale: Locale) -> Entry | None:
    sign, body = _signed(text)
    number_format = None
    if body.endswith("%"):
        body, number_format = body[:-1].rstrip(), {"type": "PERCENT", "pattern": "0%"}
    elif body.casefold().startswith(locale.currency.casefold()):
        body = body[len(locale.currency) :].strip()
        pattern = f'"{locale.currency}"#,##0'
        number_format = {"type": "CURRENCY", "pattern": pattern}
    number = _plain_number(body, locale)
    if number is None or not isfinite(number):
        return None
    if number_format is not None and number_format["type"] == "PERCENT":
        number /= 100
        if not float(number * 100).is_integer():
            number_format = {"type": "PERCENT", "pattern": "0.00%"}
    return Entry(whole(sign * number), number_format=number_format)


def _signed(text: str) -> tuple[int, str]:
    if text.startswith(("-", "+")):
        return (-1 if text[0] == "-" else 1), text[1:].lstrip()
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip()
    return 1, text


def _plain_number(text: str, locale: Locale) -> float | None:
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    pattern = rf"(\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{decimal}(\d*))?([eE][+-]?\d+)?"
    found = re.fullmatch(pattern, text)
    if not found or not (found[1] or found[2]):
        return None
    digits = (found[1] or "0").replace(locale.group, "")
    return float(f"{digits}.{found[2] or '0'}{found[3] or ''}")


def _moment(text: str, locale: Locale, now: Callable[[], datetime]) -> Entry | None:
    day_text, _, time_text = text.partition(" ")
    clock = _clock(text, locale)
    if clock is not None:
        return Entry(whole(clock), number_format={"type": "TIME", "pattern": locale.time_pattern})
    whole_day = _day(text, locale, now)
    if whole_day is not None:
        number, pattern = whole_day
        return Entry(number, number_format={"type": "DATE", "pattern": pattern})
    found, clock = _day(day_text, locale, now), _clock(time_text.strip(), locale)
    if found is None or clock is None:
        return None
    pattern = f"{found[1]} {locale.time_pattern}"
    return Entry(whole(found[0] + clock), number_format={"type": "DATE_TIME", "pattern": pattern})


def _clock(text: str, locale: Locale) -> float | None:
    found = _CLOCK.fullmatch(text)
    dotted = _DOTTED.fullmatch(text) if locale.decimal != "." else None
    if dotted:
        hour, minute, second = int(dotted[1]), int(dotted[2]), 0
    elif found:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if found[4]:
            hour = hour % 12 + (12 if found[4].strip().lower() == "pm" else 0)
    else:
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) / 86_400


def _day(text: str, locale: Locale, now: Callable[[], datetime]) -> tuple[int, str] | None:
    if found := _ISO.fullmatch(text):
        return _serial(int(found[1]), int(found[2]), int(found[3]), "yyyy-mm-dd")
    if found := _NAMED.fullmatch(text):
        month = _month(found[2], locale)
        if month is None:
            return None
        return _serial(_year(found[3]), month, int(found[1]), "d mmm yyyy")
    if found := _TRIPLE.fullmatch(text):
        if len(found[1]) == 4:
            return _serial(int(found[1]), int(found[3]), int(found[4]), "yyyy-mm-dd")
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if locale.day_first else (second, first)
        if len(found[4]) == 3:
            return None
        return _serial(_year(found[4]), month, day, locale.date_pattern)
    short = _PAIR.fullmatch(text)
    dotted = _SHORT_DOTTED.fullmatch(text) if locale.decimal != "." else None
    if short or dotted:
        first, second = (
            (int(short[1]), int(short[3])) if short else (int(dotted[1]), int(dotted[2]))  # type: ignore[index]
        )
        day, month = (first, second) if locale.day_first else (second, first)
        return _serial(now().year, month, day, "d/m" if locale.day_first else "m/d")
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _PIVOT_YEAR else 1900)


def _month(name: str, locale: Locale) -> int | None:
    wanted = name.casefold()
    for number, month in enumerate(locale.months, 1):
        if month.casefold().startswith(wanted):
            return number
    return None


def _serial(year: int, month: int, day: int, pattern: str) -> tuple[int, str] | None:
    try:
        return date(year, month, day).toordinal() - _EPOCH_DAY, pattern
    except ValueError:
        return None
