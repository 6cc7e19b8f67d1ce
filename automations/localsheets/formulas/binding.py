"""A formula in its cell: its references laid on the grids of the moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from automations.localsheets.formulas.arrays import Computed
from automations.localsheets.formulas.columns import Cell
from automations.localsheets.formulas.compile import Compiled, Uses, compiled
from automations.localsheets.formulas.frame import Book, Frame
from automations.localsheets.formulas.references import Range, RangeName, laid_on
from automations.localsheets.formulas.sheets import Sheets
from automations.localsheets.formulas.values import CellError, Value

NOT_COMPUTED: Final = CellError("#ERROR!", "Not computed yet.")


@dataclass(slots=True)
class Formula:
    """A formula, what it reads and may write, and what it came to.

    ``area`` (rows, columns) bounds the result's size. ``span`` is the first row and the number of
    rows that a row-wise formula goes through, None for others. ``placed`` are the columns of
    values laid over the grid: the result, or one error that stands for it.
    """

    cell: Cell
    text: str
    compiled: Compiled
    ranges: dict[RangeName, Range | CellError]
    area: tuple[int, int]
    span: tuple[int, int] | None
    result: Computed = NOT_COMPUTED
    placed: list[list[Value]] = field(default_factory=list)
    blocked: bool = False
    circular: bool = False
    link: str | None = None

    def frame(self, book: Book) -> Frame:
        """What the formula sees when it is computed in full."""
        sheet, row, column = self.cell
        if self.span is None:
            return Frame(book, self.ranges, sheet, row, column)
        return Frame(book, self.ranges, sheet, row, column, height=self.span[1], row_wise=True)

    def reads(self) -> Iterator[tuple[Range, bool]]:
        """The ranges whose values count; True: row by row, so that a part can be renewed."""
        uses = self.compiled.uses
        for name in uses.whole | uses.lifted:
            area = self.ranges[name]
            if isinstance(area, Range):
                by_row = self.span is not None and name not in uses.whole and area.height > 1
                yield area, by_row


def bound(cell: Cell, text: str, sheets: Sheets) -> Formula:
    """The formula in *cell*, its references laid on the grids."""
    made = compiled(text)
    uses = made.uses
    ranges = {
        name: _resolved(name, cell[0], sheets) for name in uses.lifted | uses.whole | uses.shape
    }
    heights, widths = [1], [1]
    for name, turned in made.extent:
        area = ranges.get(name)
        if isinstance(area, Range):
            heights.append(area.width if turned else area.height)
            widths.append(area.height if turned else area.width)
    return Formula(cell, text, made, ranges, (max(heights), max(widths)), _span(uses, ranges))


def _resolved(name: RangeName, own_sheet: int, sheets: Sheets) -> Range | CellError:
    """The cells that a reference means, or why there are none."""
    sheet = own_sheet if name.sheet is None else sheets.sheet_id(name.sheet)
    size = None if sheet is None else sheets.size(sheet)
    if sheet is None or size is None:
        return CellError("#REF!", f"Unresolved sheet name '{name.sheet}'.")
    return laid_on(name, sheet, size) or CellError("#REF!", "Reference does not exist.")


def _span(uses: Uses, ranges: dict[RangeName, Range | CellError]) -> tuple[int, int] | None:
    """First row and height shared by all that goes row by row; None unless it is shared by all."""
    if uses.spreading:
        return None
    areas = [ranges[name] for name in uses.lifted | uses.shape_lifted]
    spans = {
        (area.first_row, area.height)
        for area in areas
        if isinstance(area, Range) and area.height > 1
    }
    return spans.pop() if len(spans) == 1 else None
