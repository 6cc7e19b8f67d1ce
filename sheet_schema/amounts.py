"""Typed rupiah, read strictly: an exact integer, or a reason.  Never a guess, never 0.

The forms are those of Indonesian shops: dots or commas as thousands, ``Rp``, ``,-``,
``rb``/``k``/``jt``.  One separator followed by exactly three digits is a thousands
separator in either style; a lone ``1.5`` is asked back, since Sheets may have eaten zeros.
"""

import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Unreadable:
    """Why a typed value was not taken, and what it may have been meant to be."""

    reason: str  #: "not_a_number", "ambiguous", "lost_zeros", "has_sen", "not_a_date", …
    suggestion: str = ""  #: what the person may have meant, as text for a cell


_MARKS = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:,-|\.-|,--|rupiah)$", re.IGNORECASE)
_PLAIN = re.compile(r"^(\d+)(?:[.,]00)?$")
_GROUPED = re.compile(r"^(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,]00)?$")
_SHORT = re.compile(r"^(\d+(?:[.,]\d{1,2})?)\s*(rb|ribu|k|jt|juta)$", re.IGNORECASE)
_UNITS = {"rb": 1000, "ribu": 1000, "k": 1000, "jt": 1_000_000, "juta": 1_000_000}
_LOST = re.compile(r"^\d{1,3}[.,]\d{1,2}$")


def parse_rupiah(raw: str | float) -> int | Unreadable:
    """Whole rupiah of a typed cell.

    A number cell with a fraction is damage done by the sheet (1.500 became 1,5).
    """
    if isinstance(raw, bool):
        return Unreadable("not_a_number")
    if isinstance(raw, (int, float)):
        return _number_cell(raw)
    text = " ".join(raw.replace("\u00a0", " ").strip().lstrip("'").split())
    negative, text = _sign(text)
    text = _TAIL.sub("", _MARKS.sub("", text))
    if not negative:
        negative, text = _sign(text)
    amount = _digits(text)
    if isinstance(amount, Unreadable):
        return amount
    return -amount if negative else amount


def _number_cell(raw: float) -> int | Unreadable:
    if raw != raw or raw in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is not itself
        return Unreadable("not_a_number")
    if raw == int(raw):
        return int(raw)
    meant = Fraction(str(raw)) * 1000
    return Unreadable("lost_zeros", str(int(meant)) if meant.denominator == 1 else "")


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith("-"):
        return True, text[1:].strip()
    return False, text


def _digits(text: str) -> int | Unreadable:
    if plain := _PLAIN.match(text):
        return int(plain[1])
    if grouped := _GROUPED.match(text):
        return int(re.sub(r"\D", "", grouped[1]))
    if short := _SHORT.match(text):
        amount = Fraction(short[1].replace(",", ".")) * _UNITS[short[2].lower()]
        return int(amount) if amount.denominator == 1 else Unreadable("has_sen")
    if _LOST.match(text):
        meant = Fraction(text.replace(",", ".")) * 1000
        return Unreadable("ambiguous", str(int(meant)))
    return Unreadable("not_a_number")


def format_rupiah(amount: int) -> str:
    """``Rp1.250.000``, a minus sign before the mark."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def short_rupiah(amount: int) -> str:
    """``1,86jt``, ``612rb`` or the plain amount below a thousand: three digits to read at a glance."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    if size >= 999_500:
        digits = 2 if size < 9_995_000 else 1 if size < 99_950_000 else 0
        return f"{sign}{size / 1_000_000:.{digits}f}jt".replace(".", ",")
    if size >= 1000:
        return f"{sign}{(size + 500) // 1000}rb"
    return f"{sign}{size}"


def parse_sen(raw: str | float) -> int | Unreadable:
    """Integer sen of a ledger cell that holds rupiah with at most two decimals.

    Only our own cells are read so: a number, or text with a dot.
    """
    if isinstance(raw, bool):
        return Unreadable("not_a_number")
    try:
        exact = Fraction(raw.strip()) if isinstance(raw, str) else Fraction(repr(raw))
    except (ValueError, ZeroDivisionError):
        return Unreadable("not_a_number")
    sen = exact * 100
    return int(sen) if sen.denominator == 1 else Unreadable("has_fraction_of_sen")


def sen_cell(sen: int) -> float | int:
    """The cell that holds *sen*: rupiah, whole where possible, else two decimals."""
    return sen // 100 if sen % 100 == 0 else sen / 100
