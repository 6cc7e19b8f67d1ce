"""The calculator: which formulas must be computed again after an edit, and in which order.

Told what changed (:meth:`Calculator.touched`, :meth:`Calculator.set_formula`, …) it does nothing
until :meth:`Calculator.recalculate`; then it computes only what depends on the changes, of
row-wise formulas only the changed rows.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence

from automations.localsheets.formulas.arrays import Array, first_of
from automations.localsheets.formulas.binding import Formula, bound
from automations.localsheets.formulas.columns import Cell, ColumnStore
from automations.localsheets.formulas.compile import PARSE_ERROR
from automations.localsheets.formulas.dependents import Dependents, Strip
from automations.localsheets.formulas.order import components
from automations.localsheets.formulas.placement import place, renew_rows, withdraw
from automations.localsheets.formulas.sheets import Sheets
from automations.localsheets.formulas.values import MISSING, TOO_LARGE, CellError, Missing, Value

CIRCULAR = CellError(
    "#REF!",
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
)


class Calculator:
    """All formulas of a spreadsheet and their values.

    *now* gives the moment as serial number of the spreadsheet's zone; ``decimal_comma``: numbers
    are read and joined to text with a comma, as in the locale in_ID. Rows and columns are counted
    from 0, ends are exclusive. Values are those of the last :meth:`recalculate`.
    """

    def __init__(
        self, sheets: Sheets, now: Callable[[], float], *, decimal_comma: bool = False
    ) -> None:
        self._sheets = sheets
        self._store = ColumnStore(sheets, now, comma=decimal_comma)
        self._formulas: dict[Cell, Formula] = {}
        self._unbound: dict[Cell, str] = {}
        self._dependents = Dependents()
        self._order: dict[Cell, int] | None = {}
        self._touched: list[Strip] = []
        self._disturbed: list[Strip] = []
        self._sizes: dict[int, tuple[int, int] | None] = {}
        self._titles: dict[str, int | None] = {}
        self._pending: dict[Cell, set[int] | None] = {}
        self._displaced: set[Cell] = set()
        self._heap: list[tuple[int, Cell]] = []
        self._outgrown = False

    def set_formula(self, sheet_id: int, row: int, column: int, text: str) -> None:
        """Put a formula, ``=`` included, into a cell; one that was there goes."""
        self.remove_formula(sheet_id, row, column)
        self._unbound[sheet_id, row, column] = text

    def remove_formula(self, sheet_id: int, row: int, column: int) -> None:
        """Take a cell's formula and its spill away; a cell without one is left as it is."""
        cell = (sheet_id, row, column)
        self._unbound.pop(cell, None)
        formula = self._formulas.pop(cell, None)
        if formula is None:
            return
        self._disturbed += [(sheet_id, column, row, row + 1), *withdraw(self._store, formula)]
        self._dependents.remove(formula)
        self._order = None

    def touched(self, sheet_id: int, column: int, first_row: int, last_row: int) -> None:
        """Typed cells of a strip changed: they are read again at the next recalculation."""
        self._touched.append((sheet_id, column, first_row, last_row))

    def reset(self, formulas: Iterable[tuple[int, int, int, str]]) -> None:
        """Start anew with these (sheet, row, column, text): after rows, columns or sheets changed."""
        for (sheet, _, column), formula in self._formulas.items():
            self._disturbed += [
                (sheet, column + at, 0, 0) for at in range(max(1, len(formula.placed)))
            ]
        self._store.clear()
        self._formulas.clear()
        self._dependents = Dependents()
        self._order = None
        self._touched.clear()
        self._pending.clear()
        self._displaced.clear()
        self._sizes.clear()
        self._titles.clear()
        self._unbound = {(sheet, row, column): text for sheet, row, column, text in formulas}

    def recalculate(self) -> set[tuple[int, int]]:
        """Compute what the changes since the last time call for.

        Returns the (sheet, column) strips whose computed values changed.
        """
        self._store.new_moment()
        if self._grids_changed():
            self.reset([(*cell, one.text) for cell, one in self._formulas.items()] + [
                (*cell, text) for cell, text in self._unbound.items()
            ])  # fmt: skip
        self._bind()
        changed = {(sheet, column) for sheet, column, _, _ in self._disturbed}
        for strip in self._touched:
            self._store.refresh(*strip)
        for strip in self._touched + self._disturbed:
            self._spread(strip, None)
        self._touched.clear()
        self._disturbed.clear()
        for cell in self._dependents.volatile:
            self._mark(cell, None)
        if self._outgrown:
            self._order, self._outgrown = None, False
        order = self._ordered()
        self._heap = [(order[cell], cell) for cell in {*self._pending, *self._displaced}]
        heapq.heapify(self._heap)
        while self._heap:
            _, cell = heapq.heappop(self._heap)
            for strip in self._computed(cell):
                changed.add(strip[:2])
                self._spread(strip, cell)
        return changed

    def value(self, sheet_id: int, row: int, column: int) -> Value | Missing:
        """What a formula shows in a cell, its own or one it spills into; else MISSING."""
        found = self._store.known(sheet_id, column)
        return MISSING if found is None else found.computed(row)

    def column(
        self, sheet_id: int, column: int, first_row: int, last_row: int
    ) -> Sequence[Value | Missing]:
        """The same for the rows of a strip."""
        found = self._store.known(sheet_id, column)
        if found is None:
            return [MISSING] * (last_row - first_row)
        return found.computed_strip(first_row, last_row)

    def spilled(self, sheet_id: int, column: int) -> tuple[int, int] | None:
        """First and exclusive last row that array results cover, the formula's own included."""
        found = self._store.known(sheet_id, column)
        if found is None or not found.spills:
            return None
        rows = [(first, first + len(values)) for first, values in found.spills.values()]
        return min(first for first, _ in rows), max(last for _, last in rows)

    def display_link(self, sheet_id: int, row: int, column: int) -> str | None:
        """Where the HYPERLINK in a cell leads; None if it is none, or shows something else."""
        formula = self._formulas.get((sheet_id, row, column))
        return None if formula is None else formula.link

    def _grids_changed(self) -> bool:
        """Whether a grid or title that formulas were laid on is no longer the same."""
        sheets = self._sheets
        return any(sheets.size(sheet) != size for sheet, size in self._sizes.items()) or any(
            sheets.sheet_id(title) != sheet for title, sheet in self._titles.items()
        )

    def _bind(self) -> None:
        """Lay the new formulas on the grids."""
        for cell, text in self._unbound.items():
            formula = bound(cell, text, self._sheets)
            self._formulas[cell] = formula
            self._dependents.add(formula)
            self._pending[cell] = None
            self._disturbed.append((cell[0], cell[2], cell[1], cell[1] + 1))
            self._sizes.setdefault(cell[0], self._sheets.size(cell[0]))
            for name in formula.ranges:
                if name.sheet is not None and name.sheet not in self._titles:
                    sheet = self._sheets.sheet_id(name.sheet)
                    self._titles[name.sheet] = sheet
                    if sheet is not None:
                        self._sizes.setdefault(sheet, self._sheets.size(sheet))
        if self._unbound:
            self._order = None
        self._unbound.clear()

    def _ordered(self) -> dict[Cell, int]:
        """The place of each formula in the order of computing; circles are marked on the way."""
        if self._order is not None:
            return self._order
        self._order = {}
        needs = {cell: self._dependents.precedents(one) for cell, one in self._formulas.items()}
        for group in components(sorted(needs), needs.__getitem__):
            circular = len(group) > 1 or group[0] in needs[group[0]]
            for cell in group:
                self._order[cell] = len(self._order)
                if self._formulas[cell].circular != circular:
                    self._formulas[cell].circular = circular
                    self._pending[cell] = None
        return self._order

    def _mark(self, cell: Cell, rows: set[int] | None) -> None:
        """Have a formula computed: for some of its rows, or in full (None)."""
        before = self._pending.get(cell, set())
        self._pending[cell] = None if rows is None or before is None else before | rows

    def _spread(self, strip: Strip, source: Cell | None) -> None:
        """Mark what depends on the cells of a strip; *source* is the formula that changed them."""
        marked: set[Cell] = set()
        for cell, rows in self._dependents.readers(strip):
            if not self._formulas[cell].circular:
                self._mark(cell, rows)
                marked.add(cell)
        for cell in self._dependents.writers(strip):
            if cell != source and (source is None or self._formulas[cell].blocked):
                self._displaced.add(cell)
                marked.add(cell)
        if source is not None and self._order is not None:
            for cell in marked:
                heapq.heappush(self._heap, (self._order[cell], cell))

    def _computed(self, cell: Cell) -> list[Strip]:
        """Compute a formula as far as it is marked; the strips that changed."""
        formula = self._formulas[cell]
        marked = cell in self._pending
        rows = self._pending.pop(cell, None)
        displaced = cell in self._displaced
        self._displaced.discard(cell)
        if not marked and not displaced:
            return []
        if marked and rows is not None and not displaced:
            renewed = renew_rows(self._store, formula, sorted(rows))
            if renewed is not None:
                return renewed
        if marked:
            self._compute(formula)
        return place(self._store, formula, self._dependents)

    def _compute(self, formula: Formula) -> None:
        """Compute a formula in full."""
        frame = formula.frame(self._store)
        if formula.circular:
            formula.result = CIRCULAR
        else:
            try:
                formula.result = formula.compiled.evaluate(frame)
            except RecursionError:
                formula.result = PARSE_ERROR
            except OverflowError:
                formula.result = TOO_LARGE
        result = formula.result
        if isinstance(result, Array) and result.height == result.width == 1:
            formula.result = first_of(result)
        shown = not isinstance(formula.result, Array | CellError)
        formula.link = frame.notes.link if shown else None
        if isinstance(result, Array) and (
            result.height > formula.area[0] or result.width > formula.area[1]
        ):
            self._dependents.enlarge(formula, (result.height, result.width))
            self._outgrown = True
