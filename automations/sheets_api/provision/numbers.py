"""Pre-printed order numbers and their kode unik: a running number, a scrambled code."""

import re

PRINTED = 500  #: numbers printed at birth, and topped up to
WITH_CODE = 200  #: how many of them carry their kode unik already
HIGHEST_CODE = 499
_STEP = 197  #: prime to 499: every code comes once, neighbours lie far apart


def printed_numbers(first: str, count: int) -> tuple[str, ...]:
    """*count* numbers from *first* on: letters stay, digits run and keep their width."""
    shape = re.fullmatch(r"([A-Za-z]*)(\d+)", first)
    if shape is None:
        raise ValueError(f"{first!r} is no order number")
    letters, digits = shape[1], shape[2]
    return tuple(f"{letters}{int(digits) + i:0{len(digits)}d}" for i in range(count))


def number_after(number: str) -> str:
    """The number that follows *number*."""
    return printed_numbers(number, 2)[1]


def unique_code(place: int) -> int:
    """The kode unik of the *place*-th number, from 1: 1 to 499, each once in 499 places."""
    return place * _STEP % HIGHEST_CODE or HIGHEST_CODE
