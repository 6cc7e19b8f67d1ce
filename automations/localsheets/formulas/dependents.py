"""Who reads and who may write the cells of a column."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from automations.localsheets.formulas.binding import Formula
from automations.localsheets.formulas.columns import Cell

Strip: TypeAlias = tuple[int, int, int, int]
"""Sheet, column, first row, exclusive last row."""

_Place: TypeAlias = tuple[int, int]
_Reader: TypeAlias = tuple[int, int, bool]
"""First row, exclusive last row, whether it is read row by row."""


class Dependents:
    """The formulas by the columns that they read, stand in and may spill into."""

    def __init__(self) -> None:
        self.volatile: set[Cell] = set()
        self._readers: defaultdict[_Place, dict[Cell, list[_Reader]]] = defaultdict(dict)
        self._cell_readers: defaultdict[_Place, dict[int, set[Cell]]] = defaultdict(dict)
        self._rows: defaultdict[_Place, list[int]] = defaultdict(list)
        self._wide: defaultdict[_Place, dict[Cell, tuple[int, int]]] = defaultdict(dict)
        self._first: dict[Cell, int] = {}

    def add(self, formula: Formula) -> None:
        """Know a formula."""
        cell = formula.cell
        sheet, row, column = cell
        if formula.compiled.uses.volatile:
            self.volatile.add(cell)
        for area, by_row in formula.reads():
            for at in range(area.first_column, area.last_column):
                if area.height == 1:
                    readers = self._cell_readers[area.sheet, at]
                    readers.setdefault(area.first_row, set()).add(cell)
                    continue
                reader = (area.first_row, area.last_row, by_row)
                self._readers[area.sheet, at].setdefault(cell, []).append(reader)
        if formula.span is not None:
            self._first[cell] = formula.span[0]
        insort(self._rows[sheet, column], row)
        self._widen(formula)

    def _widen(self, formula: Formula) -> None:
        """Know where the formula may spill."""
        sheet, row, column = formula.cell
        height, width = formula.area
        if height > 1 or width > 1:
            for at in range(column, column + width):
                self._wide[sheet, at][formula.cell] = (row, row + height)

    def remove(self, formula: Formula) -> None:
        """Forget a formula."""
        cell = formula.cell
        sheet, row, column = cell
        self.volatile.discard(cell)
        self._first.pop(cell, None)
        for area, _ in formula.reads():
            for at in range(area.first_column, area.last_column):
                self._readers[area.sheet, at].pop(cell, None)
                self._cell_readers[area.sheet, at].get(area.first_row, set()).discard(cell)
        rows = self._rows[sheet, column]
        del rows[bisect_left(rows, row)]
        for at in range(column, column + formula.area[1]):
            self._wide[sheet, at].pop(cell, None)

    def enlarge(self, formula: Formula, size: tuple[int, int]) -> None:
        """A result was larger than foreseen: from now on that much is foreseen."""
        formula.area = max(formula.area[0], size[0]), max(formula.area[1], size[1])
        self._widen(formula)

    def precedents(self, formula: Formula) -> set[Cell]:
        """The formulas that write, or may write, what this one reads."""
        found: set[Cell] = set()
        for area, _ in formula.reads():
            for at in range(area.first_column, area.last_column):
                found.update(self.anchors(area.sheet, at, area.first_row, area.last_row))
                found.update(self.writers((area.sheet, at, area.first_row, area.last_row)))
        return found

    def anchors(self, sheet: int, column: int, first: int, last: int) -> Iterator[Cell]:
        """The formulas that stand in a strip, from above."""
        rows = self._rows.get((sheet, column), [])
        for row in rows[bisect_left(rows, first) : bisect_left(rows, last)]:
            yield sheet, row, column

    def writers(self, strip: Strip) -> Iterator[Cell]:
        """The array formulas that may spill into a strip."""
        sheet, column, first, last = strip
        for cell, (low, high) in list(self._wide.get((sheet, column), {}).items()):
            if low < last and first < high:
                yield cell

    def readers(self, strip: Strip) -> Iterator[tuple[Cell, set[int] | None]]:
        """The formulas that read a strip, and which of their rows it concerns: None is all."""
        sheet, column, first, last = strip
        by_cell = self._cell_readers.get((sheet, column), {})
        for row in by_cell if len(by_cell) < last - first else range(first, last):
            if first <= row < last:
                for cell in by_cell.get(row, ()):
                    yield cell, None
        for cell, areas in self._readers.get((sheet, column), {}).items():
            for low, high, by_row in areas:
                start, end = max(low, first), min(high, last)
                if start >= end:
                    continue
                few = by_row and (end - start) * 2 < high - low
                own = self._first.get(cell, 0)
                yield cell, set(range(start - own, end - own)) if few else None
