"""Rows of Pesanan joined into orders: which rows are orders, and each shared cell told once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.rules.broken_pastes import BrokenPaste, broken_pastes
from automations.rules.lists import bad_by_column, sheet_rows, values
from automations.rules.words import is_sample
from automations.workbook.tables import Table
from sheet_schema.cells import BadCell
from sheet_schema.model import Column
from sheet_schema.tabs.orders import ORDERS, OrderItem

#: A row is empty while these are blank (workbook.md 2): its number is still free.
TELLING = (
    ORDERS.ordered_on,
    ORDERS.buyer_text,
    ORDERS.item,
    ORDERS.qty,
    ORDERS.money_seen_by,
    ORDERS.cancel_reason,
)
SHARED: tuple[Column[Any], ...] = tuple(column for column in ORDERS.inputs() if column.shared)


@dataclass(frozen=True)
class Conflict:
    """Two rows of one order that say different things in a shared column (N03)."""

    order: int
    column: str
    first: Any
    other: Any
    index: int  #: of the row that says *other*


@dataclass(frozen=True)
class JoinedRows:
    """Orders by position; every list is one entry per order unless it says per row."""

    numbers: list[str]
    rows: list[list[int]]  #: indices of the rows of the order, top to bottom
    shared: Mapping[str, list[Any]]  #: column key → the order's value, first one told
    conflicts: tuple[Conflict, ...]
    sheet_rows: Sequence[int]  #: per row
    by_row: Mapping[str, list[Any]]  #: column key → values per row
    bad: Mapping[str, Mapping[int, BadCell]]  #: column key → index of the row → bad cell
    unnumbered: tuple[int, ...]  #: rows that are typed and have no number
    stray: tuple[int, ...]  #: numbered rows that tell nothing but hold something
    pastes: tuple[BrokenPaste, ...]  #: chat forms that broke over several rows
    free: tuple[str, ...]  #: numbers printed on empty rows, top to bottom

    def __getitem__(self, column: Column[Any]) -> list[Any]:
        """A shared column, one value per order."""
        return self.shared[column.key]

    def order_at(self) -> dict[int, int]:
        """Index of a row → its order."""
        return {i: order for order, rows in enumerate(self.rows) for i in rows}


def joined_rows(table: Table[OrderItem]) -> JoinedRows:
    """The orders of Pesanan; sample rows and empty rows are none."""
    by_row = {column.key: values(table, column) for column in ORDERS.inputs()}
    bad = bad_by_column(table)
    rows_in_sheet = sheet_rows(table)
    numbers = by_row["order_no"]
    told = _any_of(by_row, bad, TELLING)
    sample = [is_sample(number) for number in numbers]
    pastes = broken_pastes(by_row, bad, rows_in_sheet, sample)
    ghosts = {i for paste in pastes for i in paste.indices[1:]}
    bad_number = bad.get("order_no", {})
    at: dict[str, list[int]] = {}
    unnumbered = []
    for i, number in enumerate(numbers):
        if not told[i] or sample[i] or i in ghosts:
            continue
        if number:
            at.setdefault(number, []).append(i)
        elif i not in bad_number:
            unnumbered.append(i)
    rows = list(at.values())
    shared, conflicts = _shared(by_row, rows)
    silent = [i for i, number in enumerate(numbers) if number and not (told[i] or sample[i])]
    stray = tuple(_holding(by_row, bad, silent))
    free = dict.fromkeys(numbers[i] for i in silent)
    for number in (*at, *(numbers[i] for i in stray), *(numbers[i] for i in ghosts)):
        free.pop(number, None)
    return JoinedRows(
        list(at), rows, shared, tuple(conflicts), rows_in_sheet, by_row, bad,
        tuple(unnumbered), stray, pastes, tuple(free),
    )  # fmt: skip


def _any_of(
    by_row: Mapping[str, list[Any]],
    bad: Mapping[str, Mapping[int, BadCell]],
    columns: Sequence[Column[Any]],
) -> list[bool]:
    """Per row: whether one of *columns* holds anything, readable or not."""
    told = [any(cells) for cells in zip(*(by_row[c.key] for c in columns), strict=True)]
    for column in columns:
        for i in bad.get(column.key, ()):
            told[i] = True
    return told


def _holding(
    by_row: Mapping[str, list[Any]], bad: Mapping[str, Mapping[int, BadCell]], rows: Sequence[int]
) -> Iterator[int]:
    others = [c for c in ORDERS.inputs() if c not in TELLING and c is not ORDERS.order_no]
    unread = {i for column in others for i in bad.get(column.key, ())}
    filled = [cells for c in others if any(cells := by_row[c.key])]
    for i in rows:
        if i in unread or any(cells[i] for cells in filled):
            yield i


def _shared(
    by_row: Mapping[str, list[Any]], rows: list[list[int]]
) -> tuple[dict[str, list[Any]], list[Conflict]]:
    first = [indices[0] for indices in rows]
    several = [(order, indices) for order, indices in enumerate(rows) if len(indices) > 1]
    shared: dict[str, list[Any]] = {}
    conflicts: list[Conflict] = []
    for column in SHARED:
        cells = by_row[column.key]
        blank = "" if column.cell.kind == "text" else None
        if not any(cells) and not any(cell == 0 for cell in cells):
            shared[column.key] = [False if column.cell.kind == "bool" else blank] * len(first)
            continue
        told = [cells[i] for i in first]
        shared[column.key] = told
        if column.cell.kind == "bool":  # an untouched checkbox says nothing
            for order, indices in several:
                told[order] = any(cells[i] for i in indices)
            continue
        for order, indices in several:
            value = told[order]
            for i in indices[1:]:
                other = cells[i]
                if other in (blank, value):
                    continue
                if value == blank:
                    value = told[order] = other
                elif not _equal(value, other):
                    conflicts.append(Conflict(order, column.key, value, other, i))
    return shared, conflicts


def _equal(first: Any, other: Any) -> bool:
    if isinstance(first, str):
        return " ".join(first.split()).casefold() == " ".join(other.split()).casefold()
    return bool(first == other)
