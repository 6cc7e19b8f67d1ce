"""FORMATTED_VALUE: the text that a person sees in a cell, by number format and locale."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from automations.localsheets.formulas import CellError
from automations.localsheets.locales import Locale
from automations.localsheets.serials import moment_of

_PART = re.compile(
    r'"[^"]*"|\\.|\[\$[^\]]*\]|\[[^\]]*\]|am/pm|a/p|y+|m+|d+|h+|s+|0+\.0+|[#0?,.]+|%|E[+-]0+|@|.',
    re.IGNORECASE,
)
_DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
_GENERAL_DIGITS = 10


def formatted(value: Any, number_format: dict[str, Any] | None, locale: Locale) -> str:
    """The shown text of a value; "" for a blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (str, CellError)):
        return str(value)
    if number_format is None or number_format.get("type") == "TEXT":
        return general(value, locale)
    kind = number_format.get("type", "NUMBER")
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    if kind in _DATE_TYPES:
        return _dated(value, pattern, locale)
    return _numbered(value, pattern, locale)


def general(value: float, locale: Locale) -> str:
    """A number without a format of its own."""
    if isinstance(value, int) or float(value).is_integer():
        number = int(value)
        if abs(number) < 10**15:
            return str(number)
    text = f"{value:.{_GENERAL_DIGITS}g}"
    if "e" in text:
        head, _, power = text.partition("e")
        text = f"{head}E{power[0]}{power[1:].zfill(2)}"
    return text.replace(".", locale.decimal)


def _default_pattern(kind: str, locale: Locale) -> str:
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": f'"{locale.currency}"#,##0.00',
        "SCIENTIFIC": "0.00E+00",
        "DATE": locale.date_pattern,
        "TIME": locale.time_pattern,
        "DATE_TIME": f"{locale.date_pattern} {locale.time_pattern}",
    }.get(kind, "0.###############")


@lru_cache(maxsize=512)
def _parts(pattern: str) -> tuple[str, ...]:
    return tuple(_PART.findall(pattern))


def _sections(pattern: str) -> list[str]:
    sections, current = [], ""
    for part in _parts(pattern):
        if part == ";":
            sections.append(current)
            current = ""
        else:
            current += part
    return [*sections, current]


def _literal(part: str) -> str | None:
    if part.startswith('"'):
        return part[1:-1]
    if part.startswith("\\"):
        return part[1:]
    if part.startswith("[$"):
        return part[2:-1].partition("-")[0]
    return "" if part.startswith("[") else None


def _numbered(value: float, pattern: str, locale: Locale) -> str:
    sections = _sections(pattern)
    chosen, sign = sections[0], "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        chosen, sign = sections[1], ""
    elif value == 0 and len(sections) > 2:
        chosen = sections[2]
    if "@" in chosen or not chosen:
        return general(value, locale)
    parts = _parts(chosen)
    digits = [part for part in parts if re.fullmatch(r"[#0?,.]*[#0?][#0?,.]*", part)]
    number = abs(Decimal(repr(value))) * (100 if "%" in parts else 1)
    power = next((part for part in parts if re.fullmatch(r"E[+-]0+", part, re.IGNORECASE)), None)
    shown = _digits(number, "".join(digits), power, locale)
    if not shown.strip("0.,"):
        sign = ""
    text, placed = "", False
    for part in parts:
        literal = _literal(part)
        if literal is not None:
            text += literal
        elif part in digits:
            text += "" if placed else shown
            placed = True
        elif part != power:
            text += part
    return sign + text


def _digits(number: Decimal, pattern: str, power: str | None, locale: Locale) -> str:
    before, _, after = pattern.partition(".")
    least, most = after.count("0"), len(after.replace(",", ""))
    if power is not None:
        exponent = number.adjusted() if number else 0
        head = _digits(number.scaleb(-exponent), pattern, None, locale)
        return f"{head}E{'-' if exponent < 0 else '+'}{str(abs(exponent)).zfill(len(power) - 2)}"
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    units, _, cents = f"{rounded:f}".partition(".")
    units = units.lstrip("0").zfill(before.count("0"))
    if "," in before:
        units = f"{int(units or 0):,}".replace(",", locale.group) if units else units
    while len(cents) > least and cents.endswith("0"):
        cents = cents[:-1]
    return units + (locale.decimal + cents if cents else "")


def _dated(value: float, pattern: str, locale: Locale) -> str:
    moment = moment_of(value)
    if moment is None:
        return general(value, locale)
    parts = _parts(_sections(pattern)[0])
    twelve = any(part.lower() in {"am/pm", "a/p"} for part in parts)
    text, last_hour = "", False
    for at, part in enumerate(parts):
        literal = _literal(part)
        letter, width = part[0].lower(), len(part)
        if literal is not None:
            text += literal
            continue
        if part.lower() in {"am/pm", "a/p"}:
            text += "AM" if moment.hour < 12 else "PM"
            continue
        if letter == "m" and (last_hour or _seconds_follow(parts, at)):
            text += str(moment.minute).zfill(width)
            continue
        if letter == "h":
            hour = (moment.hour % 12 or 12) if twelve else moment.hour
            text += str(hour).zfill(width)
        elif letter in "ymds":
            text += _calendar(moment, letter, width, locale)
        else:
            text += part
        if letter in "ymdhs":
            last_hour = letter == "h"
    return text


def _seconds_follow(parts: tuple[str, ...], at: int) -> bool:
    for part in parts[at + 1 :]:
        if part[0].lower() in "ymdhs" and part.lower() != "am/pm":
            return part[0].lower() == "s"
    return False


def _calendar(moment: datetime, letter: str, width: int, locale: Locale) -> str:
    if letter == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    if letter == "s":
        return str(moment.second).zfill(width)
    number, names = (moment.month, locale.months) if letter == "m" else (moment.day, locale.days)
    if width <= 2:
        return str(number).zfill(width)
    name = names[moment.month - 1] if letter == "m" else names[moment.weekday()]
    if width == 3:
        return name[:3]
    return name[:1] if width == 5 and letter == "m" else name
