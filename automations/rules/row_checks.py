"""What the rules of tabs without orders see: one table, its words, and findings by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from automations.rules.cell_rules import unread
from automations.rules.items import Catalogue, nearest
from automations.rules.lists import cell_text, sheet_rows, values
from automations.rules.words import is_sample
from automations.workbook.job import Level, Problem
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings
from automations.workbook.tables import Table
from sheet_schema.cells import fold
from sheet_schema.days import format_day
from sheet_schema.model import Column


@dataclass(frozen=True)
class RowChecks:
    """The input of every rule of a staff tab other than Pesanan."""

    table: Table[Any]
    labels: Labels
    settings: Settings
    catalogue: Catalogue
    team: tuple[str, ...]
    sample: Column[Any]  #: the column whose ``contoh`` marks a sample row

    @cached_property
    def cells(self) -> dict[str, list[Any]]:
        """Column key → values per row."""
        return {column.key: values(self.table, column) for column in self.table.tab.inputs()}

    @cached_property
    def indices(self) -> list[int]:
        """Rows to check: all but samples."""
        return [
            i for i, mark in enumerate(self.cells[self.sample.key]) if not is_sample(mark or "")
        ]

    @cached_property
    def unread(self) -> frozenset[tuple[int, str]]:
        """Index and column of the cells that cannot be read."""
        return frozenset((place.index, place.column) for place in self.table.bad)

    def header(self, column: Column[Any] | str) -> str:
        """The header of a column, as the workbook shows it."""
        key = column if isinstance(column, str) else column.key
        return self.labels.header(self.table.tab, key)

    def blank(self, index: int, column: Column[Any]) -> bool:
        """Whether the cell holds nothing, readable or not."""
        return (
            self.cells[column.key][index] in ("", None) and (index, column.key) not in self.unread
        )

    def row_key(self, index: int) -> str:
        """What names the row for people: its first typed text, cut at 40 signs, else a day or number."""
        shown = ""
        for cells in self.cells.values():
            value = cells[index]
            if isinstance(value, str) and value:
                return " ".join(value.split())[:40]
            if not shown and value not in (None, "", False):
                shown = format_day(value) if hasattr(value, "isoformat") else str(value)
        return shown

    def problem(
        self,
        index: int,
        code: str,
        level: Level,
        column: Column[Any] | str,
        *,
        content: str = "",
        suggestion: str = "",
        amount_idr: int | None = None,
        **params: object,
    ) -> Problem:
        """A finding of the row at *index*."""
        key = column if isinstance(column, str) else column.key
        return Problem(
            self.table.tab.tab_key, self.row_key(index), sheet_rows(self.table)[index], key, code,
            level, tuple(sorted(params.items())), content, suggestion, amount_idr,
        )  # fmt: skip


def unreadable(rows: RowChecks, harmless: frozenset[str]) -> Iterator[Problem]:
    """D01 Q01 K01 K02 K03: cells nobody can read; in a *harmless* column the row still counts."""
    due, kinds = set(rows.indices), {c.key: c.cell for c in rows.table.tab.inputs()}
    for place in rows.table.bad:
        if place.index in due:
            told = unread(place.cell, kinds[place.column], rows.header(place.column), rows.labels)
            level = Level.LOOK if place.column in harmless else Level.EXCLUDES
            params: dict[str, Any] = dict(told.params)
            yield rows.problem(
                place.index, told.code, level, place.column, content=told.content,
                suggestion=told.suggestion, **params,
            )  # fmt: skip


def left_out(rows: RowChecks, required: Sequence[Column[Any]]) -> Iterator[Problem]:
    """I01: *required* cells of a row that holds something are empty."""
    for index in rows.indices:
        empty = [column for column in required if rows.blank(index, column)]
        if empty:
            columns = ", ".join(rows.header(column) for column in empty)
            yield rows.problem(index, "I01", Level.FILL, empty[0], columns=columns)


def not_in_list(
    rows: RowChecks, column: Column[Any], words: Sequence[str], level: Level = Level.EXCLUDES
) -> Iterator[Problem]:
    """K01: a word of *column* that is none of *words*; nothing while the list is empty."""
    known = {fold(word) for word in words}
    for index in rows.indices if known else ():
        word = rows.cells[column.key][index]
        if word and fold(word) not in known:
            typed, meant = cell_text(word), next(iter(nearest(word, tuple(words))), "")
            yield rows.problem(
                index, "K01", level, column, content=typed, suggestion=meant,
                header=rows.header(column), typed=typed, meant=meant,
            )  # fmt: skip
