"""What differs between a committed book and the next one: cell by cell, as it will be stored."""

from dataclasses import dataclass, field

from automations.localsheets.book import Book
from automations.localsheets.grid import Column, Scalar, Sheet

_NEAR = 16


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """Rows of one column whose typed value or formula is new, and whether a format is."""

    sheet_id: int
    column: int
    rows: list[int]
    formulas: list[int]
    looks: bool

    def strips(self) -> list[tuple[int, int]]:
        """The rows as few half-open stretches."""
        found: list[tuple[int, int]] = []
        for row in self.rows:
            if found and row - found[-1][1] < _NEAR:
                found[-1] = (found[-1][0], row + 1)
            else:
                found.append((row, row + 1))
        return found


@dataclass(slots=True)
class Changes:
    """Tabs to write whole, tabs gone, tabs whose properties or parts are new, changed columns."""

    whole: list[Sheet] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    described: list[Sheet] = field(default_factory=list)
    columns: list[ColumnChange] = field(default_factory=list)
    #: formulas must be set up anew: something moved, or a title, or the locale
    reset: bool = False


def between(old: Book, new: Book) -> Changes:
    """The changes from one book to the next."""
    changes = Changes(reset=old.properties["locale"] != new.properties["locale"])
    before = {sheet.sheet_id: sheet for sheet in old.sheets}
    kept = {sheet.sheet_id for sheet in new.sheets}
    changes.gone = [sheet_id for sheet_id in before if sheet_id not in kept]
    for sheet in new.sheets:
        former = before.get(sheet.sheet_id)
        if former is None or sheet.moved:
            changes.whole.append(sheet)
            changes.reset = True
            continue
        if not _same_description(former, sheet):
            changes.described.append(sheet)
        for index, column in enumerate(sheet.columns):
            earlier = former.columns[index] if index < len(former.columns) else Column()
            if earlier is not column:
                change = _column_change(sheet.sheet_id, index, earlier, column)
                if change.rows or change.looks:
                    changes.columns.append(change)
    changes.reset = changes.reset or bool(changes.gone)
    return changes


def _same_description(old: Sheet, new: Sheet) -> bool:
    return (
        old.properties == new.properties
        and old.parts == new.parts
        and old.row_looks == new.row_looks
        and old.column_looks == new.column_looks
    )


def _column_change(sheet_id: int, index: int, old: Column, new: Column) -> ColumnChange:
    rows = _changed_rows(old.values, new.values)
    formulas = [
        row
        for row in old.formulas.keys() | new.formulas.keys()
        if old.formulas.get(row) != new.formulas.get(row)
    ]
    every = sorted({*rows, *formulas}) if formulas else rows
    return ColumnChange(sheet_id, index, every, sorted(formulas), old.extras != new.extras)


def _changed_rows(old: list[Scalar], new: list[Scalar]) -> list[int]:
    rows = [
        row
        for row, (a, b) in enumerate(zip(old, new, strict=False))
        if a is not b and (a != b or type(a) is not type(b))
    ]
    longer = old if len(old) > len(new) else new
    rest = range(min(len(old), len(new)), len(longer))
    return rows + [row for row in rest if longer[row] is not None]
