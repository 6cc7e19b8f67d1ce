"""What a job wants a tab to hold: a typed frame, turned into cells by key.

``rows`` is complete for a results tab: what is not in it is given up.  A journal is a *patch*:
rows are added or updated by key, none is ever given up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from automations.workbook.job import Sentence, Words
from automations.workbook.tables import Table, memory_table, typed
from sheet_schema.cells import Cell, Cells, Choices
from sheet_schema.days import EPOCH
from sheet_schema.model import Column, SheetRow

_UNIX = pd.Timestamp("1970-01-01")
_UNIX_SERIAL = (_UNIX.date() - EPOCH).days


@dataclass(frozen=True)
class Contents:
    """Everything one tab shall hold, as a table, with an optional note row above it."""

    table: Table[Any]
    notes: tuple[object, ...] = ()  #: cells of the row above ``top`` (texts or sentences); stamps
    patch: bool = False

    @property
    def tab(self) -> type[SheetRow]:
        """The tab it is for."""
        return self.table.tab

    @classmethod
    def of(
        cls, tab: type[SheetRow], frame: pd.DataFrame, *, notes: tuple[object, ...] = ()
    ) -> "Contents":
        """Contents of *tab* from a frame whose columns are its column keys, of their kinds."""
        return cls(memory_table(tab, frame), notes, patch=tab.journal)

    @classmethod
    def rows(
        cls, tab: type[SheetRow], rows: "list[dict[str, Any]]", *, notes: tuple[object, ...] = ()
    ) -> "Contents":
        """Contents from row dicts (column key → Python value, absent is blank): short tabs only."""
        frame = pd.DataFrame(
            {c.key: typed(c.cell.kind, [row.get(c.key) for row in rows]) for c in tab.columns()}
        )
        return cls.of(tab, frame, notes=notes)


@dataclass(frozen=True)
class WantedTab:
    """A tab's wanted cells, ready for the plan: rows in order, their keys, note cells."""

    tab: type[SheetRow]
    rows: tuple[Cells, ...]
    notes: Cells = ()
    patch: bool = False
    stamps: frozenset[int] = field(default_factory=frozenset)  #: column places that cause no write


def wanted(contents: Contents, choices: Choices, words: Words) -> WantedTab:
    """The cells of *contents*; sentences are rendered here, choices get their labels."""
    tab, frame = contents.tab, contents.table.frame
    columns = [_cells(column, frame[column.key], choices, words) for column in tab.columns()]
    rows = tuple(zip(*columns, strict=True)) if len(frame) else ()
    notes = tuple(_text(note, words) for note in contents.notes)
    stamps = frozenset(i for i, column in enumerate(tab.columns()) if column.stamp)
    return WantedTab(tab, rows, notes, contents.patch, stamps)


def _text(value: object, words: Words) -> Cell:
    if isinstance(value, Sentence):
        return words(value)
    return value if isinstance(value, (int, float, str)) else str(value)


def _cells(
    column: Column[Any], series: "pd.Series[Any]", choices: Choices, words: Words
) -> list[Cell]:
    kind = column.cell.kind
    if kind in _DUMPS:
        return _DUMPS[kind](column, series, choices)
    if kind == "sentence":
        return [
            "" if value is None or value is pd.NA else _text(value, words)
            for value in series.tolist()
        ]
    dump = column.cell.dump
    memo: dict[Any, Cell] = {"": ""}
    for value in set(series.tolist()) - memo.keys():
        memo[value] = dump(value, choices)
    return [memo[value] for value in series.tolist()]


def _ints(column: Column[Any], series: "pd.Series[Any]", choices: Choices) -> list[Cell]:
    values: list[Any] = series.astype("Int64").to_numpy(dtype=object, na_value="").tolist()
    return [value if value == "" else column.cell.dump(int(value), choices) for value in values]


def _serials(column: Column[Any], series: "pd.Series[Any]", choices: Choices) -> list[Cell]:
    """Serial numbers; the same arithmetic as ``days.serial_at``, over a whole column."""
    del choices
    seconds = (series.astype("datetime64[s]") - _UNIX).dt.total_seconds()
    days = seconds // 86400 + _UNIX_SERIAL
    exact = days if column.cell.kind == "day" else days + (seconds % 86400) / 86400
    return ["" if n != n else int(n) if n == int(n) else n for n in exact.tolist()]  # noqa: PLR0124 - NaN


def _booleans(column: Column[Any], series: "pd.Series[Any]", choices: Choices) -> list[Cell]:
    del column, choices
    return [bool(value) for value in series.tolist()]


_DUMPS: Mapping[str, Callable[[Column[Any], "pd.Series[Any]", Choices], list[Cell]]] = {
    "int": _ints,
    "day": _serials,
    "moment": _serials,
    "bool": _booleans,
}
