"""Number and day patterns of TEXT: the simple ones."""

import datetime as dt
import re
from typing import Final

from automations.localsheets.formulas.values import EPOCH, Number

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE_PART = re.compile(r"y+|d+|h+|s+|m+|\"[^\"]*\"|.", re.IGNORECASE | re.DOTALL)
_NUMBER_PART = re.compile(r"[#0][#0,]*(?:\.[#0]+)?|\.[#0]+")
_LAST_DAY: Final = (dt.date(9999, 12, 31) - EPOCH).days


def shown(number: Number, pattern: str, *, comma: bool) -> str:
    """*number* as *pattern* shows it; ``comma``: with ``.`` for thousands and ``,`` for fractions."""
    bare = re.sub(r'"[^"]*"', "", pattern).lower()
    if re.search("[ydhs]", bare) or re.search("m{2,}", bare):
        return _moment(number, pattern)
    found = _NUMBER_PART.search(pattern)
    if found is None:
        return pattern.replace('"', "")
    if "%" in bare:
        number *= 100
    digits = _digits(abs(number), found.group(), comma=comma)
    before = pattern[: found.start()].replace('"', "")
    after = pattern[found.end() :].replace('"', "")
    negative = number < 0 and any(digit in digits for digit in "123456789")
    return f"{'-' * negative}{before}{digits}{after}"


def _digits(number: Number, part: str, *, comma: bool) -> str:
    """The digits of a number without its sign."""
    whole, _, fraction = part.partition(".")
    least, most = fraction.count("0"), len(fraction)
    # a trace above the float's own rounding, so that 0.5 and 1.005 go up as Sheets shows them
    text = f"{number + 10.0 ** (-most) * 1e-9:.{most}f}"
    units, _, decimals = text.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    units = units.zfill(whole.replace(",", "").count("0"))
    if units == "0" and "0" not in whole:
        units = ""
    if "," in whole and units:
        units = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", units)
    result = f"{units}.{decimals}" if decimals else units
    return result.translate(str.maketrans(",.", ".,")) if comma else result


def _moment(number: Number, pattern: str) -> str:
    """A day, a time of day, or both."""
    seconds = round((number - int(number // 1)) * 86400)
    day = max(0, min(_LAST_DAY, int(number // 1) + seconds // 86400))
    moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(days=day, seconds=seconds % 86400)
    parts = [found.group() for found in _DATE_PART.finditer(pattern)]
    return "".join(_moment_part(moment, parts, at) for at in range(len(parts)))


def _moment_part(moment: dt.datetime, parts: list[str], at: int) -> str:
    """One part of a day pattern; ``m`` is a minute beside hours or seconds, else a month."""
    part = parts[at].lower()
    letters = {letter[0] for letter in parts[:at][-2:] + parts[at + 1 :][:2] if letter[0].isalpha()}
    size = len(part)
    kind = part[0]
    if kind == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if kind == "d" and size > 2:
        name = _DAYS[moment.weekday()]
        return name if size > 3 else name[:3]
    if kind == "m" and size > 2:
        name = _MONTHS[moment.month - 1]
        return name if size > 3 else name[:3]
    if kind in "dhs" or kind == "m":
        minute = kind == "m" and bool({letter.lower() for letter in letters} & {"h", "s"})
        numbers = {"d": moment.day, "h": moment.hour, "s": moment.second, "m": moment.month}
        value = moment.minute if minute else numbers[kind]
        return f"{value:0{min(size, 2)}d}"
    return parts[at].strip('"') if size > 1 else parts[at]
