"""A bank's file format, declared: rows in, a ``StatementArrival`` or an error out, never half.

A format says its header, how a row's columns lie, and how its day, amount and balance are
written.  Reading proves itself: every line is read, and the footer must add up.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from automations.importers import mending
from automations.importers.days import Years, bank_day, looks_like_day, period
from automations.importers.refusals import UnusableFileError
from automations.importers.rows import HEADER_WITHIN, Row, Rows, folded, shown, split, trimmed
from automations.workbook.arrivals import StatementArrival, StatementLine
from sheet_schema.cells import Cell

Record = Mapping[str, str]  #: column name → text


@dataclass(frozen=True)
class Footer:
    """Words that begin the proof rows of a format, folded; blank: it prints none."""

    opening: tuple[str, ...] = ()
    money_in: tuple[str, ...] = ()
    money_out: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def part(self, row: Sequence[Cell]) -> str:
        """Which of the four numbers *row* gives, ``""`` for none."""
        first = folded(row[0]) if row else ""
        for name in ("opening", "money_in", "money_out", "closing"):
            if any(re.match(rf"{re.escape(w)}\b", first) for w in getattr(self, name)):
                return name
        return ""


@dataclass(frozen=True)
class StatementFormat:
    """One declared layout of one bank.

    ``columns`` names the cells of a data row left to right; surplus cells belong to
    ``description`` (an unquoted comma), so what stands right of it is read from the right.
    """

    key: str
    bank: str  #: key of the bank
    header: tuple[str, ...]
    columns: tuple[str, ...]
    amount_sen: Callable[[Record], int]  #: positive is money in; ValueError when unreadable
    money: Callable[[str], int]  #: style of balances and footer
    delimiter: str = ","
    account_words: tuple[str, ...] = ()  #: folded words before the account number
    footer: Footer = field(default_factory=Footer)

    def claims(self, rows: Rows) -> bool:
        """Whether the header of this format stands in the first rows."""
        return self._header_at(rows) is not None

    def fits(self, rows: Rows) -> bool:
        """Whether *rows*, without a header, all read as data rows of this format."""
        for _, cells in rows:
            try:
                record = self._record(cells)
                texts = {name: _whole(cell) for name, cell in record.items()}
                numeric = isinstance(record["day"], (int, float))
                if not numeric and not looks_like_day(texts["day"]):
                    return False
                self.amount_sen(texts)
                if texts.get("balance", "").strip():
                    self.money(texts["balance"])
            except ValueError:
                return False
        return bool(rows)

    def parse(
        self, rows: Rows, *, source: str, reference_day: dt.date, account: str = ""
    ) -> StatementArrival:
        """The statement in *rows*, header or not; ``UnusableFileError`` names the first bad line."""
        at = self._header_at(rows)
        head, body = (rows[:at], rows[at + 1 :]) if at is not None else ((), rows)
        years, number = self._preamble(head, reference_day)
        lines: list[mending.Draft] = []
        proof: dict[str, int] = {}
        for row in body:
            cells = trimmed(row[1])
            if not cells or tuple(folded(c) for c in cells) == self._folded_header:
                continue
            part = self.footer.part(cells)
            if part:
                proof[part] = self._footer_number(row)
            elif proof:
                raise UnusableFileError("line_unreadable", shown(cells), line=row[0])
            else:
                lines.append(self._draft(row, years))
        if not lines and not proof:
            raise UnusableFileError("empty")
        settled = _oldest_first(mending.settled(lines))
        opening, closing = _proven(settled, proof)
        return StatementArrival(source, self.bank, number, account, settled, opening, closing)

    def parse_text(self, text: str, *, source: str, reference_day: dt.date) -> StatementArrival:
        """The statement in a delimited *text*."""
        return self.parse(split(text, self.delimiter), source=source, reference_day=reference_day)

    @property
    def _folded_header(self) -> tuple[str, ...]:
        return tuple(folded(word) for word in self.header)

    def _header_at(self, rows: Rows) -> int | None:
        wanted = self._folded_header
        for i, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
            if tuple(folded(cell) for cell in trimmed(cells)) == wanted:
                return i
        return None

    def _preamble(self, head: Rows, reference_day: dt.date) -> tuple[Years, str]:
        years, number = Years(reference_day), ""
        for _, cells in head:
            text = " ".join(str(cell) for cell in cells)
            if span := period(text):
                years = Years(reference_day, *span)
            elif any(folded(text).startswith(word) for word in self.account_words):
                number = re.sub(r"\D", "", re.sub(r"^[^\d']*", "", text))
        return years, number

    def _record(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        lead = self.columns.index("description")
        tail = len(self.columns) - 1 - lead
        kept = trimmed(cells)  # a blank balance keeps its place
        cells = kept if len(kept) >= len(self.columns) else cells[: len(self.columns)]
        if len(cells) < len(self.columns):
            raise ValueError(f"{len(cells)} cells where {len(self.columns)} are expected")
        cut = len(cells) - tail
        middle = ",".join(str(cell) for cell in cells[lead:cut])
        parts = (*cells[:lead], middle, *cells[cut:])
        return dict(zip(self.columns, parts, strict=True))

    def _draft(self, row: Row, years: Years) -> mending.Draft:
        number, cells = row
        try:
            record = self._record(cells)
            texts, changed = mending.texts(record)
            days = mending.days(record["day"], years) if "day" in changed else ()
            day = bank_day(texts["day"], years) if not days else None
            amount = self.amount_sen(texts)
            balance = texts.get("balance", "").strip()
            line = StatementLine(
                booked_on=day,
                description=" ".join(texts["description"].split()),
                amount_sen=amount,
                balance_sen=self.money(balance) if balance and (day or days) else None,
                line_no=number,
            )
        except mending.ChangedCellError as error:
            place = _place(self.columns, error.column, number, error.cell)
            raise UnusableFileError("cell_changed", place, line=number) from error
        except ValueError as error:
            raise UnusableFileError("line_unreadable", shown(cells), line=number) from error
        places = {name: _place(self.columns, name, number, record[name]) for name in changed}
        return mending.Draft(line, days, places)

    def _footer_number(self, row: Row) -> int:
        text = " ".join(str(cell) for cell in row[1])
        found = re.findall(r"-?[\d.,]*\d", text)
        try:
            return self.money(found[-1])
        except (IndexError, ValueError) as error:
            raise UnusableFileError("line_unreadable", shown(row[1]), line=row[0]) from error


def _whole(cell: Cell) -> str:
    """A cell as text; a changed number without its fraction, which is judged later."""
    return cell if isinstance(cell, str) else str(int(cell))


def _place(columns: Sequence[str], column: str, number: int, cell: Cell) -> str:
    """``D7=1.5``: the cell as a sheet names it, and what it holds."""
    return f"{chr(65 + columns.index(column))}{number}={cell}"


def _oldest_first(lines: tuple[StatementLine, ...]) -> tuple[StatementLine, ...]:
    days = [line.booked_on for line in lines if line.booked_on]
    newest_first = len(days) > 1 and days[0] > days[-1]
    if len(days) > 1 and days[0] == days[-1]:
        newest_first = _links(lines[::-1]) > _links(lines)
    return lines[::-1] if newest_first else lines


def _links(lines: Sequence[StatementLine]) -> int:
    return sum(
        a.balance_sen + b.amount_sen == b.balance_sen
        for a, b in pairwise(lines)
        if a.balance_sen is not None and b.balance_sen is not None
    )


def _proven(
    lines: Sequence[StatementLine], proof: Mapping[str, int]
) -> tuple[int | None, int | None]:
    """Opening and closing balance when the footer adds up with the lines; it may leave PEND out."""
    if not proof:
        return None, None
    for counted in (lines, [line for line in lines if line.booked_on]):
        money_in = sum(line.amount_sen for line in counted if line.amount_sen > 0)
        money_out = -sum(line.amount_sen for line in counted if line.amount_sen < 0)
        if proof.get("money_in", money_in) != money_in:
            continue
        if proof.get("money_out", money_out) != money_out:
            if money_out == 0:  # a list of money in only: true as far as it goes, no proof
                return None, None
            continue
        if {"opening", "closing"} - proof.keys():
            return proof.get("opening"), proof.get("closing")
        if proof["opening"] + money_in - money_out == proof["closing"]:
            return proof["opening"], proof["closing"]
    raise UnusableFileError("footer_disagrees")
