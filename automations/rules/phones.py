"""Phone numbers as Indonesian shops type them, to the canonical ``62…`` (formats.md 7).

Strict: 9 to 13 digits after 62, one number, nothing masked; anything else is no number.
"""

import re
from collections.abc import Iterator

_NOISE = re.compile(r"[\s.\-()'+\u00a0\u200e\u200f\u202a\u202c\u2011\u2013]")
#: A number in running text: first group with 0, 62 or 8, then groups a blank or sign apart.
_RUN = re.compile(
    r"(?<![\d*])(?:\(?\+?62\)?[ .\-]{0,2}|\(?0)8\d{1,14}\)?(?:[ .\-\u2011\u2013]{1,2}\d{2,5}){0,4}(?![\d*])"
)
_GROUP = re.compile(r"\d+")
_LONGEST_LOCAL = 12  #: digits of a mobile number after 62; a group beyond belongs to the address
_SHORTEST_WHOLE = 9  #: a first group of so many digits is the whole number


def canonical_phone(text: str) -> str:
    """``62…`` of one typed number, ``""`` when it is none, two, masked, too short or too long."""
    digits = _NOISE.sub("", text)
    if not digits.isdecimal() or not digits.isascii():
        return ""
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    elif digits.startswith("0"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits  # the sheet ate the zero
    if not digits.startswith("62"):
        return ""
    local = digits[2:]
    return digits if 9 <= len(local) <= 13 and local[0] != "0" else ""


def phone_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and canonical number of each mobile number that stands in *text*."""
    position = 0
    while found := _RUN.search(text, position):
        end = _end(found)
        number = canonical_phone(text[found.start() : end].replace("(", "").replace(")", ""))
        if number:
            yield found.start(), end, number
        position = max(end, found.start() + 1)


def _end(found: re.Match[str]) -> int:
    """Where the number ends: whole groups, as many as one mobile number has."""
    end, so_far, whole = found.end(), "", False
    for group in _GROUP.finditer(found.string, found.start(), found.end()):
        longer = so_far + group[0]
        size = len(longer.removeprefix("62").removeprefix("0"))
        if so_far and (whole or size > _LONGEST_LOCAL):
            break
        whole = size >= _SHORTEST_WHOLE and so_far in ("", "62")
        so_far, end = longer, group.end()
    return end


def shown_phone(number: str) -> str:
    """The number as people write it: ``08…``."""
    return "0" + number[2:] if number.startswith("62") else number
