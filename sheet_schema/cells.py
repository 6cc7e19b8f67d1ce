"""Cell types: what a column may hold, how a raw cell is read and how a value is written.

A raw ``Cell`` is what Sheets returns unformatted: text, number or boolean; blank is ``""``.
Parsing never fails: it gives a value, ``None`` for blank, or a ``BadCell``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

from sheet_schema.amounts import Unreadable, parse_rupiah, parse_sen, sen_cell
from sheet_schema.days import moment_of, parse_day, serial, serial_at

Cell = str | int | float | bool
Cells = tuple[Cell, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be read: the raw content, a reason, perhaps a suggestion."""

    raw: Cell
    reason: str
    suggestion: str = ""


@dataclass(frozen=True)
class Choices:
    """The words of the fixed lists: folded label → key to read, key → label to write."""

    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def fold(text: str) -> str:
    """*text* as labels are compared: no case, no spaces, no punctuation; bare signs stay."""
    return "".join(sign for sign in text.casefold() if sign.isalnum()) or text.strip()


def error_cell(raw: Cell) -> bool:
    """Whether the sheet itself shows a fault: ``#REF! (…)`` or ``Loading...``."""
    return isinstance(raw, str) and (
        (raw.startswith("#") and "!" in raw) or raw[:4] in ("#N/A", "#NAM", "Load")
    )


def whole_text(raw: Cell) -> str:
    """*raw* as text; a number loses its ``.0``, so ids typed bare stay digits."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw))
    return str(raw)


class CellType(Generic[T]):
    """Base: ``parse`` reads one non-blank raw cell, ``dump`` writes one value."""

    pattern: ClassVar[str] = ""  #: number format in Sheets; "@" is text
    kind: ClassVar[str] = "text"  #: how tables keep the column: text, int, day, moment, bool

    def parse(self, raw: Cell, choices: Choices) -> T | BadCell:
        """The value of *raw*, or why there is none."""
        raise TypeError(f"{type(self).__name__} reads no cells")

    def dump(self, value: T, choices: Choices) -> Cell:
        """The cell that holds *value*."""
        raise TypeError(f"{type(self).__name__} writes no cells")


def _or_bad(value: T | Unreadable, raw: Cell) -> T | BadCell:
    return BadCell(raw, value.reason, value.suggestion) if isinstance(value, Unreadable) else value


@dataclass(frozen=True)
class Text(CellType[str]):
    """Text as typed, outer blanks removed; numbers become their digits."""

    max_len: int = 50_000
    pattern: ClassVar[str] = "@"

    def parse(self, raw: Cell, choices: Choices) -> str | BadCell:
        """The text, or ``too_long``."""
        text = raw.strip() if isinstance(raw, str) else whole_text(raw)
        return text if len(text) <= self.max_len else BadCell(raw, "too_long", text[: self.max_len])

    def dump(self, value: str, choices: Choices) -> Cell:
        """The text itself; it is sent as ``stringValue``."""
        return value


KEY_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")


@dataclass(frozen=True)
class Code(CellType[str]):
    """A key that people type: letters, digits and ``/ . _ -``, at most 40, upper case."""

    pattern: ClassVar[str] = "@"

    def parse(self, raw: Cell, choices: Choices) -> str | BadCell:
        """The key in upper case, or ``forbidden_sign`` / ``too_long`` with a cleaned one."""
        text = "".join(whole_text(raw).split()).upper()
        clean = "".join(sign for sign in text if sign in KEY_SIGNS)[:40]
        if clean == text:
            return text
        return BadCell(raw, "too_long" if len(text) > 40 else "forbidden_sign", clean)

    def dump(self, value: str, choices: Choices) -> Cell:
        """The key itself."""
        return value


@dataclass(frozen=True)
class Rupiah(CellType[int]):
    """Whole rupiah."""

    minimum: int | None = 0
    pattern: ClassVar[str] = "Rp#,##0"
    kind: ClassVar[str] = "int"

    def parse(self, raw: Cell, choices: Choices) -> int | BadCell:
        """The amount, or a reason; below the minimum is ``too_small``."""
        amount = parse_rupiah(raw)
        if isinstance(amount, Unreadable):
            return BadCell(raw, amount.reason, amount.suggestion)
        if self.minimum is not None and amount < self.minimum:
            return BadCell(raw, "too_small")
        return amount

    def dump(self, value: int, choices: Choices) -> Cell:
        """The number."""
        return value


@dataclass(frozen=True)
class Sen(CellType[int]):
    """Bank money in integer sen; the cell holds rupiah with at most two decimals."""

    pattern: ClassVar[str] = "Rp#,##0"
    kind: ClassVar[str] = "int"

    def parse(self, raw: Cell, choices: Choices) -> int | BadCell:
        """Sen; a third decimal is refused."""
        return _or_bad(parse_sen(raw), raw)

    def dump(self, value: int, choices: Choices) -> Cell:
        """Rupiah, whole or with two decimals."""
        return sen_cell(value)


@dataclass(frozen=True)
class Quantity(CellType[int]):
    """Whole pieces."""

    minimum: int | None = 0
    pattern: ClassVar[str] = "#,##0"
    kind: ClassVar[str] = "int"

    def parse(self, raw: Cell, choices: Choices) -> int | BadCell:
        """The count; text must be bare digits, since 1.000 pieces or 1,0 cannot be told apart."""
        if isinstance(raw, bool):
            return BadCell(raw, "not_whole")
        if isinstance(raw, str):
            digits = raw.strip().lstrip("'")
            if not digits.removeprefix("-").isdecimal() or len(digits) > 12:
                found = "".join(sign for sign in digits if sign.isdecimal())[:12]
                return BadCell(raw, "not_whole", found)
            count = int(digits)
        elif raw == int(raw):
            count = int(raw)
        else:
            return BadCell(raw, "not_whole")
        if self.minimum is not None and count < self.minimum:
            return BadCell(raw, "too_small")
        return count

    def dump(self, value: int, choices: Choices) -> Cell:
        """The number."""
        return value


@dataclass(frozen=True)
class Day(CellType[dt.date]):
    """A day of the shop."""

    pattern: ClassVar[str] = "dd/mm/yyyy"
    kind: ClassVar[str] = "day"

    def parse(self, raw: Cell, choices: Choices) -> dt.date | BadCell:
        """The day, or ``not_a_date``."""
        return _or_bad(parse_day(raw), raw)

    def dump(self, value: dt.date, choices: Choices) -> Cell:
        """Its serial number."""
        return serial(value)


@dataclass(frozen=True)
class Moment(CellType[dt.datetime]):
    """Wall-clock time of the shop's zone, to the second; only our own cells hold it."""

    pattern: ClassVar[str] = "dd/mm/yyyy hh.mm"
    kind: ClassVar[str] = "moment"

    def parse(self, raw: Cell, choices: Choices) -> dt.datetime | BadCell:
        """The moment of a serial number; a typed day is its midnight."""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return moment_of(raw)
        day = parse_day(raw)
        if isinstance(day, Unreadable):
            return BadCell(raw, day.reason)
        return dt.datetime.combine(day, dt.time())

    def dump(self, value: dt.datetime, choices: Choices) -> Cell:
        """Its serial number with the fraction of the day."""
        return serial_at(value)


_YES = frozenset({"ya", "y", "ok", "lunas", "sudah", "done", "v", "✓", "✔", "true", "yes", "1"})
_NO = frozenset({"tidak", "belum", "-", "kosong", "false", "no", "0", "tdk"})


@dataclass(frozen=True)
class Check(CellType[bool]):
    """A checkbox, or the words people type instead of one."""

    kind: ClassVar[str] = "bool"

    def parse(self, raw: Cell, choices: Choices) -> bool | BadCell:
        """True, False, or ``not_yes_no``."""
        if isinstance(raw, bool):
            return raw
        word = whole_text(raw).strip().casefold()
        if word in _YES or word in _NO:
            return word in _YES
        return BadCell(raw, "not_yes_no")

    def dump(self, value: bool, choices: Choices) -> Cell:
        """The boolean."""
        return value


@dataclass(frozen=True)
class Choice(CellType[str]):
    """A fixed list; code sees keys, people see labels (``labels/*.toml``, both languages)."""

    name: str = ""
    pattern: ClassVar[str] = "@"

    def parse(self, raw: Cell, choices: Choices) -> str | BadCell:
        """The key whose label this is, or ``not_in_list``."""
        key = choices.keys.get(self.name, {}).get(fold(whole_text(raw)))
        return key if key is not None else BadCell(raw, "not_in_list")

    def dump(self, value: str, choices: Choices) -> Cell:
        """The label of the key."""
        return choices.labels.get(self.name, {}).get(value, value)


@dataclass(frozen=True)
class Listed(CellType[str]):
    """A word of a list the shop keeps in Pengaturan, Tim or Produk: text here, judged by rules."""

    source: str = ""  #: which list: "courier", "channel", "paid_via", "team", "item", …
    pattern: ClassVar[str] = "@"

    def parse(self, raw: Cell, choices: Choices) -> str | BadCell:
        """The text, inner blanks collapsed."""
        return " ".join(whole_text(raw).split())

    def dump(self, value: str, choices: Choices) -> Cell:
        """The text itself."""
        return value


@dataclass(frozen=True)
class Sentenced(CellType[object]):
    """A text that a job gives as ``Sentence`` or plain text; rendered before the plan."""

    pattern: ClassVar[str] = "@"
    kind: ClassVar[str] = "sentence"

    def parse(self, raw: Cell, choices: Choices) -> object | BadCell:
        """The rendered text as it stands."""
        return whole_text(raw)

    def dump(self, value: object, choices: Choices) -> Cell:
        """The text; a sentence must have been rendered by now."""
        return str(value)


@dataclass(frozen=True)
class LinkFormula(CellType[str]):
    """A HYPERLINK formula of ours; only in tabs for people, of at most 500 rows."""

    kind: ClassVar[str] = "formula"

    def parse(self, raw: Cell, choices: Choices) -> str | BadCell:
        """The formula, or its label where only that was read."""
        return whole_text(raw)

    def dump(self, value: str, choices: Choices) -> Cell:
        """The formula text."""
        return value
