"""What the rules of Pesanan see: the gathered orders, Produk, settings, and words for columns."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automations.rules.gathering import FirstSeen, Gathered
from automations.rules.items import Catalogue
from automations.workbook.job import Level, Problem
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings
from sheet_schema.model import Column
from sheet_schema.tabs.orders import ORDERS


@dataclass(frozen=True)
class Shop:
    """The input of every rule of Pesanan."""

    orders: Gathered
    missing: Sequence[tuple[str, ...]]  #: per order the keys of its empty required columns
    catalogue: Catalogue
    settings: Settings
    labels: Labels
    seen: FirstSeen
    today: dt.date
    team: tuple[str, ...] = ()  #: names in Tim; empty: the list is not kept
    in_book: Mapping[str, object] = field(default_factory=dict)  #: numbers of Buku Nota

    def header(self, column: Column[Any] | str) -> str:
        """The header of a column of Pesanan, as the workbook shows it."""
        return self.labels.header(ORDERS, column if isinstance(column, str) else column.key)

    def problem(
        self,
        order: int,
        code: str,
        level: Level,
        column: Column[Any] | str,
        *,
        index: int | None = None,
        content: str = "",
        suggestion: str = "",
        **params: object,
    ) -> Problem:
        """A finding of *order*, at the row *index* or its first."""
        joined = self.orders.joined
        row = joined.sheet_rows[joined.rows[order][0] if index is None else index]
        return Problem(
            "orders", joined.numbers[order], row, column if isinstance(column, str) else column.key,
            code, level, tuple(sorted(params.items())), content, suggestion,
            self.orders.total_idr[order],
        )  # fmt: skip

    def row_problem(
        self,
        index: int,
        code: str,
        level: Level,
        column: Column[Any] | str,
        *,
        content: str = "",
        suggestion: str = "",
        **params: object,
    ) -> Problem:
        """A finding of a row that is no order; its key is the number, else its first typed text."""
        joined = self.orders.joined
        key = joined.by_row["order_no"][index] or first_text(joined.by_row, index)
        return Problem(
            "orders", key, joined.sheet_rows[index], column if isinstance(column, str) else column.key,
            code, level, tuple(sorted(params.items())), content, suggestion,
        )  # fmt: skip

    def each(self) -> Iterator[int]:
        """Positions of all orders."""
        return iter(range(len(self.orders.joined.numbers)))


def first_text(by_row: Mapping[str, list[Any]], index: int) -> str:
    """The first typed text of a row on one line, cut at 40 signs."""
    for cells in by_row.values():
        if isinstance(cells[index], str) and cells[index]:
            return " ".join(cells[index].split())[:40]
    return ""
