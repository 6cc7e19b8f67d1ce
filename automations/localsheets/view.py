"""Effective values: what stands in a cell after formulas and spilled arrays are computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from automations.localsheets.book import Book
from automations.localsheets.formulas import MISSING, Calculator, CellError
from automations.localsheets.grid import Sheet, whole

Shown = bool | float | int | str | CellError | None


@dataclass(slots=True)
class TypedCells:
    """The typed cells of a book, as the calculator asks for them; `book` is put in later."""

    book: Book

    def sheet_id(self, title: str) -> int | None:
        """The id of the tab with that title, ignoring case."""
        found = self.book.titled(title)
        return None if found is None else found.sheet_id

    def size(self, sheet_id: int) -> tuple[int, int] | None:
        """(rows, columns) of the tab."""
        found = self.book.find(sheet_id)
        return None if found is None else (found.row_count, found.column_count)

    def column(self, sheet_id: int, column: int, first_row: int, last_row: int) -> Sequence[Any]:
        """Typed values of a strip; None where blank or a formula."""
        found = self.book.find(sheet_id)
        if found is None or column >= found.column_count:
            return [None] * (last_row - first_row)
        values = found.columns[column].values[first_row:last_row]
        short = last_row - first_row - len(values)
        return values + [None] * short if short > 0 else values


@dataclass(frozen=True, slots=True)
class View:
    """One book together with the calculator that knows its formulas."""

    book: Book
    calculator: Calculator
    #: formulas are still being computed: they show `Loading...`
    loading: bool = False

    def column(self, sheet: Sheet, column: int, first: int, last: int) -> list[Any]:
        """Effective values of a strip; may be shorter than asked, the rest is blank."""
        cells = sheet.columns[column]
        shown: list[Any] = cells.values[first:last]
        spill = self.calculator.spilled(sheet.sheet_id, column)
        if spill is not None:
            self._overlay(sheet, column, shown, first, (max(first, spill[0]), min(last, spill[1])))
        for row in cells.formulas:
            if first <= row < last:
                _fill(shown, row - first + 1)
                shown[row - first] = self._computed(sheet, row, column)
        return shown

    def _overlay(
        self, sheet: Sheet, column: int, shown: list[Any], first: int, covered: tuple[int, int]
    ) -> None:
        start, end = covered
        if start >= end:
            return
        _fill(shown, end - first)
        computed = self.calculator.column(sheet.sheet_id, column, start, end)
        for at, value in enumerate(computed, start - first):
            if value is not MISSING:
                shown[at] = self._shown(value)

    def _computed(self, sheet: Sheet, row: int, column: int) -> Any:
        value = self.calculator.value(sheet.sheet_id, row, column)
        return None if value is MISSING else self._shown(value)

    def _shown(self, value: Any) -> Any:
        if self.loading:
            return "Loading..."
        return whole(value) if type(value) is float else value

    def has_computed(self, sheet: Sheet, column: int) -> bool:
        """True if formulas show anything in the column."""
        spilled = self.calculator.spilled(sheet.sheet_id, column)
        return bool(sheet.columns[column].formulas) or spilled is not None

    def value(self, sheet: Sheet, row: int, column: int) -> Any:
        """The effective value of one cell; None for a blank one."""
        shown = self.column(sheet, column, row, row + 1)
        return shown[0] if shown else None


def _fill(shown: list[Any], length: int) -> None:
    if len(shown) < length:
        shown.extend([None] * (length - len(shown)))
