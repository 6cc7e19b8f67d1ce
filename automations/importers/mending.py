"""Cells that a spreadsheet changed while a statement was pasted: one reading, or none.

A number where text was expected is taken only when a single reading is possible: a whole
amount that the running balance proves, a day that its neighbours fix.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from automations.importers.days import Years
from automations.importers.refusals import UnusableFileError
from automations.workbook.arrivals import StatementLine
from sheet_schema.cells import Cell
from sheet_schema.days import from_serial

_FIRST, _LAST = 36526, 73050  # serial numbers of 2000-01-01 and 2099-12-31


class ChangedCellError(ValueError):
    """A cell was changed and its text cannot be told any more."""

    def __init__(self, column: str, cell: Cell) -> None:
        """Keep which column and what stands there now."""
        self.column, self.cell = column, cell
        super().__init__(f"{column} was changed to {cell!r}")


@dataclass(frozen=True)
class Draft:
    """A line as read, with the days it may have and the columns that were changed."""

    line: StatementLine
    days: tuple[dt.date, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)  #: column → cell, ``D7=1.5``


def texts(record: Mapping[str, Cell]) -> tuple[dict[str, str], set[str]]:
    """The record as texts, and the columns that had become numbers."""
    found: dict[str, str] = {}
    changed: set[str] = set()
    for column, cell in record.items():
        if isinstance(cell, str):
            found[column] = cell
            continue
        if isinstance(cell, bool) or cell != int(cell):
            raise ChangedCellError(column, cell)
        if column != "branch":
            changed.add(column)
        found[column] = str(int(cell))
    return found, changed


def days(cell: Cell, years: Years) -> tuple[dt.date, ...]:
    """The days a serial number may have been before the sheet read it: day and month may be swapped."""
    if isinstance(cell, str) or not _FIRST <= cell <= _LAST:
        raise ChangedCellError("day", cell)
    day = from_serial(cell)
    ways = {(day.day, day.month)} | ({(day.month, day.day)} if day.day <= 12 else set())
    latest = years.reference + dt.timedelta(days=1)
    found = set()
    for number, month in ways:
        same_year = dt.date(day.year, month, number)
        found.add(same_year if same_year <= latest else years.day(number, month))
    return tuple(sorted(found))


def settled(drafts: Sequence[Draft]) -> tuple[StatementLine, ...]:
    """The lines with every doubt settled by neighbours and balances; else ``cell_changed``."""
    lines = [_dated(drafts, i) for i in range(len(drafts))]
    for i, draft in enumerate(drafts):
        if draft.changed.keys() & {"amount", "balance"} and not _proven(lines, i):
            column = "amount" if "amount" in draft.changed else "balance"
            raise _refusal(draft, column)
    return tuple(lines)


def _dated(drafts: Sequence[Draft], i: int) -> StatementLine:
    draft = drafts[i]
    if not draft.days:
        return draft.line
    fixed = [d.line.booked_on for d in drafts[:i] if d.line.booked_on]
    later = [d.line.booked_on for d in drafts[i + 1 :] if d.line.booked_on]
    low = fixed[-1] if fixed else None
    high = later[0] if later else None
    if low and high and low > high:  # newest first
        low, high = high, low
    fitting = [
        day for day in draft.days if (low is None or day >= low) and (high is None or day <= high)
    ]
    if len(fitting) != 1:
        raise _refusal(draft, "day")
    return replace(draft.line, booked_on=fitting[0])


def _proven(lines: Sequence[StatementLine], i: int) -> bool:
    line = lines[i]
    if line.balance_sen is None:
        return False
    before = line.balance_sen - line.amount_sen
    near = [lines[j].balance_sen for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    after = [
        other.balance_sen - other.amount_sen
        for j in (i - 1, i + 1)
        if 0 <= j < len(lines) and (other := lines[j]).balance_sen is not None
    ]
    return before in near or line.balance_sen in after


def _refusal(draft: Draft, column: str) -> UnusableFileError:
    return UnusableFileError("cell_changed", draft.changed[column], line=draft.line.line_no)
