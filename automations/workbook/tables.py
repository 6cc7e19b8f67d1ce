"""Tabs as typed tables: columns found by header, each distinct raw cell parsed once.

A ``Table`` is one pandas frame, read only through column objects: ``table[ORDERS.qty]``.
Kinds: text is object with ``""`` for blank, int is ``Int64``, day and moment are
``datetime64[s]``, bool is bool (blank is False), sentences and formulas are object.
A cell that cannot be read is blank in the frame and stands in ``bad``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import pandas as pd

from automations.workbook.labels import Labels
from automations.workbook.snapshot import Grid
from sheet_schema.cells import BadCell, Cell, Cells, CellType, Choices, error_cell, fold
from sheet_schema.model import Column, SheetRow

R = TypeVar("R", bound=SheetRow)
_DAYS_TO_UNIX = 25569  # serial number of 1970-01-01


@dataclass(frozen=True)
class BadPlace:
    """A bad cell and where it is: the index of its row in the frame, its column key."""

    index: int
    column: str
    cell: BadCell


@dataclass(frozen=True)
class Table(Generic[R]):
    """One tab or table in memory, typed; row *i* of everything is row *i* of the frame."""

    tab: type[R]
    frame: pd.DataFrame
    rows: Sequence[int] = ()  #: sheet rows as people count; empty for tables in memory
    bad: tuple[BadPlace, ...] = ()
    raw: Mapping[str, Sequence[Cell]] = field(default_factory=dict)  #: column key → cells as read

    def __getitem__(self, column: Column[Any]) -> "pd.Series[Any]":
        """The typed series of a column."""
        return self.frame[column.key]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.frame)

    def raw_row(self, index: int) -> dict[str, Cell]:
        """The raw cells of one row by column key."""
        return {key: cells[index] for key, cells in self.raw.items()}


class Tables:
    """The tables a job may read, by their row type; a missing one is a ``KeyError``."""

    def __init__(self, tables: Mapping[str, Table[Any]]) -> None:
        """Hold *tables* by tab key."""
        self._tables = dict(tables)

    def __getitem__(self, tab: type[R]) -> Table[R]:
        """The table of *tab*."""
        return self._tables[tab.tab_key]

    def __contains__(self, tab: type[SheetRow]) -> bool:
        """Whether *tab* could be read or was computed."""
        return tab.tab_key in self._tables

    def with_(self, tables: Iterable[Table[Any]]) -> "Tables":
        """These tables with *tables* laid over them."""
        return Tables(self._tables | {table.tab.tab_key: table for table in tables})


@dataclass(frozen=True)
class HeaderFault:
    """A header that stops a tab: missing or standing twice (H02)."""

    tab: type[SheetRow]
    column: str
    double: bool


def places(tab: type[SheetRow], header: Cells, labels: Labels) -> dict[str, list[int]]:
    """Column key → positions whose header is one of its names; results included."""
    aliases = labels.aliases[tab.tab_key]
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(header):
        key = aliases.get(fold(str(cell))) if cell != "" else None
        if key is not None:
            found.setdefault(key, []).append(position)
    return found


class Binder:
    """Turns raw cells into tables; remembers parsed cells and tables from cycle to cycle."""

    def __init__(self, labels: Labels) -> None:
        """Bind with the aliases and choice labels of *labels*."""
        self.labels = labels
        self._memo: dict[CellType[Any], dict[tuple[bool, Cell], Any]] = {}
        self._last: dict[str, tuple[object, Table[Any]]] = {}

    def bind(self, tab: type[R], grid: Grid) -> Table[R] | tuple[HeaderFault, ...]:
        """The table of a staff tab, blank rows left out, or the header faults that stop it."""
        if tab.primary_key:
            where = places(tab, grid.header, self.labels)
            faults = tuple(self._faults(tab, where))
            if faults:
                return faults
            at = {key: positions[0] for key, positions in where.items()}
        else:
            at = {column.key: tab.left + i for i, column in enumerate(tab.inputs())}
        last = self._last.get(tab.tab_key)
        if last is not None and last[0] == grid:
            return last[1]
        table = self._table(tab, grid, at)
        self._last[tab.tab_key] = (grid, table)
        return table

    def positions(self, tab: type[SheetRow], grid: Grid) -> dict[str, int]:
        """Column key → position of the first header that names it."""
        return {key: at[0] for key, at in places(tab, grid.header, self.labels).items()}

    def held(self, tab: type[R], cells: Sequence[Cells]) -> Table[R]:
        """The table of a bot tab from its confirmed rows; the same sequence is read once."""
        last = self._last.get(tab.tab_key)
        if last is not None and last[0] is cells:
            return last[1]
        width = len(tab.columns())
        index = _first_of_each_key(tab, cells)
        columns = list(zip(*(cells[i] for i in index), strict=False)) or [()] * width
        raw = {column.key: columns[i] for i, column in enumerate(tab.columns())}
        table = self._parsed(tab, raw, [i + tab.top for i in index])
        self._last[tab.tab_key] = (cells, table)
        return table

    def _faults(self, tab: type[SheetRow], where: Mapping[str, list[int]]) -> Iterable[HeaderFault]:
        for column in tab.inputs():
            positions = where.get(column.key, [])
            if len(positions) > 1:
                yield HeaderFault(tab, column.key, double=True)
            elif not positions and column.required | (column.key in REQUIRED.get(tab.tab_key, ())):
                yield HeaderFault(tab, column.key, double=False)

    def _table(self, tab: type[R], grid: Grid, at: Mapping[str, int]) -> Table[R]:
        height = grid.height
        raw = {
            column.key: _padded(grid.columns.get(at.get(column.key, -1), ()), height)
            for column in tab.inputs()
        }
        keep = [
            i for i, row in enumerate(zip(*raw.values(), strict=True)) if any(c != "" for c in row)
        ]
        if len(keep) < height:
            raw = {key: [cells[i] for i in keep] for key, cells in raw.items()}
        first = tab.top if not tab.primary_key else grid.header_row + 1
        return self._parsed(tab, raw, [i + first for i in keep])

    def _parsed(
        self, tab: type[R], raw: Mapping[str, Sequence[Cell]], rows: Sequence[int]
    ) -> Table[R]:
        bad: list[BadPlace] = []
        series: dict[str, pd.Series[Any]] = {}
        for column in tab.inputs():
            values = self._values(column.cell, raw[column.key])
            for i, value in enumerate(values):
                if type(value) is BadCell:
                    bad.append(BadPlace(i, column.key, value))
                    values[i] = None
            series[column.key] = typed(column.cell.kind, values)
        frame = pd.DataFrame(series, copy=False)
        return Table(tab, frame, rows, tuple(bad), raw)

    def _values(self, cell: CellType[Any], raws: Sequence[Cell]) -> list[Any]:
        memo = self._memo.setdefault(cell, {})
        if len(memo) > 400_000:  # a year of distinct cells; then start afresh
            memo.clear()
        choices = self.labels.choices
        for mark in {(isinstance(raw, bool), raw) for raw in raws} - memo.keys():
            memo[mark] = _read(cell, mark[1], choices)
        return [memo[isinstance(raw, bool), raw] for raw in raws]


#: Staff tabs stop when one of these headers is gone, though a cell of it may be blank.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "orders": (
        "ordered_on", "channel", "buyer_text", "item", "qty", "discount_idr", "shipping_fee_idr",
        "courier", "paid_via", "money_seen_by", "tracking_no", "cancel_reason",
    ),
    "products": ("price_idr",),
    "cash_entries": ("money_in_idr", "money_out_idr"),
    "confirmations": ("order_no",),
    "settings": ("value",),
}  # fmt: skip


def _first_of_each_key(tab: type[SheetRow], cells: Sequence[Cells]) -> list[int]:
    """Places of the rows that count: not blank, and the first of those with one key."""
    keys = [column.key for column in tab.columns()]
    at = [keys.index(key) for key in tab.primary_key]
    seen: dict[object, int] = {}
    for i, row in enumerate(cells):
        if any(cell != "" for cell in row):
            seen.setdefault(tuple(row[k] for k in at) if at else i, i)
    return list(seen.values())


def _read(cell: CellType[Any], raw: Cell, choices: Choices) -> Any:
    if raw == "" or (isinstance(raw, str) and not raw.strip()):
        return None
    if error_cell(raw):
        return BadCell(raw, "error_cell")
    return cell.parse(raw, choices)


def _padded(cells: Sequence[Cell], height: int) -> list[Cell]:
    return [*cells, *[""] * (height - len(cells))]


def typed(kind: str, values: Sequence[Any]) -> "pd.Series[Any]":
    """A series of *kind* from Python values; ``None`` is blank."""
    if kind == "int":
        return pd.Series(pd.array(list(values), dtype="Int64"))
    if kind in ("day", "moment"):
        return pd.Series(pd.array(list(values), dtype="datetime64[s]"))
    if kind == "bool":
        return pd.Series([bool(value) for value in values], dtype=bool)
    return pd.Series(["" if value is None else value for value in values], dtype=object)


def memory_table(tab: type[R], frame: pd.DataFrame) -> Table[R]:
    """A table of a frame that a job made; columns are put in the declared order."""
    return Table(tab, frame[[column.key for column in tab.columns()]].reset_index(drop=True))


def empty_table(tab: type[R]) -> Table[R]:
    """A table without rows, every column of its kind."""
    return Table(tab, pd.DataFrame({c.key: typed(c.cell.kind, []) for c in tab.inputs()}))
