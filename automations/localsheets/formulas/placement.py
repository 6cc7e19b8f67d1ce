"""Where results go: over the cells right and below, or, when that cannot be, an error."""

from collections.abc import Sequence

from automations.localsheets.formulas.arrays import Array
from automations.localsheets.formulas.binding import Formula
from automations.localsheets.formulas.columns import ColumnStore
from automations.localsheets.formulas.dependents import Dependents, Strip
from automations.localsheets.formulas.references import cell_name
from automations.localsheets.formulas.values import CellError, Value


def place(store: ColumnStore, formula: Formula, dependents: Dependents) -> list[Strip]:
    """Lay a formula's result over the grid; the strips whose values changed."""
    sheet, row, column = formula.cell
    result = formula.result
    obstacle = _obstacle(store, formula, result, dependents) if isinstance(result, Array) else None
    formula.blocked = obstacle is not None
    new: list[list[Value]]
    if obstacle is not None:
        new = [[obstacle]]
    else:
        new = result.columns if isinstance(result, Array) else [[result]]
    old, formula.placed = formula.placed, new
    changed: list[Strip] = []
    spill = len(new) > 1 or len(new[0]) > 1
    for at in range(max(len(old), len(new))):
        before = old[at] if at < len(old) else []
        after = new[at] if at < len(new) else []
        target = store.column(sheet, column + at)
        same = _same(before, after)
        if before and not (same and spill):
            target.withdraw(formula.cell, len(before))
        if after:
            target.put(formula.cell, after, spill=spill)
        if not same:
            changed.append((sheet, column + at, row, row + max(len(before), len(after))))
    return changed


def _same(before: Sequence[Value], after: Sequence[Value]) -> bool:
    """Whether two strips hold the same values of the same kinds (1 is not TRUE)."""
    return before == after and list(map(type, before)) == list(map(type, after))


def withdraw(store: ColumnStore, formula: Formula) -> list[Strip]:
    """Take a formula's values off the grid; the strips that changed."""
    sheet, row, column = formula.cell
    for at, values in enumerate(formula.placed):
        store.column(sheet, column + at).withdraw(formula.cell, len(values))
    return [
        (sheet, column + at, row, row + len(values)) for at, values in enumerate(formula.placed)
    ]


def _obstacle(
    store: ColumnStore, formula: Formula, result: Array, dependents: Dependents
) -> CellError | None:
    """Why an array cannot be laid down: too few rows or columns, or cells in the way."""
    sheet, row, column = formula.cell
    height, width = result.height, result.width
    rows, columns = store.size(sheet)
    for missing, what in ((row + height - rows, "rows"), (column + width - columns, "columns")):
        if missing > 0:
            return CellError(
                "#REF!",
                f"Result was not automatically expanded, please insert more {what} ({missing}).",
            )
    taken = [
        (first, column + at)
        for at in range(width)
        if (first := _first_taken(store, formula, column + at, height, dependents)) is not None
    ]
    if not taken:
        return None
    return CellError(
        "#REF!",
        "Array result was not expanded because it would overwrite data in"
        f" {cell_name(*min(taken))}.",
    )


def _first_taken(
    store: ColumnStore, formula: Formula, column: int, height: int, dependents: Dependents
) -> int | None:
    """The first row of a column, under the result, that holds something else."""
    sheet, row, _ = formula.cell
    target = store.column(sheet, column)
    found: list[int] = []
    typed = target.literals[row : row + height]
    if typed.count(None) < len(typed):
        found += [at for at, value in enumerate(typed, row) if value is not None][:1]
    anchors = dependents.anchors(sheet, column, row, row + height)
    found += [cell[1] for cell in anchors if cell != formula.cell][:1]
    for cell, (first, values) in target.spills.items():
        if cell != formula.cell and first < row + height and row < first + len(values):
            found.append(max(first, row))
    return min(found, default=None)


def renew_rows(store: ColumnStore, formula: Formula, rows: Sequence[int]) -> list[Strip] | None:
    """Compute some rows of a row-wise result anew; None when it has to be done in full."""
    result = formula.result
    if formula.span is None or formula.blocked or not isinstance(result, Array):
        return None
    part = formula.compiled.evaluate(formula.frame(store).subset(rows))
    fits = isinstance(part, Array) and (part.height, part.width) == (len(rows), result.width)
    if not fits or result.height != formula.span[1]:
        return None
    assert isinstance(part, Array)
    sheet, first, column = formula.cell
    changed: list[Strip] = []
    for at, (kept, new) in enumerate(zip(result.columns, part.columns, strict=True)):
        different = [
            (row, value)
            for row, value in zip(rows, new, strict=True)
            if not _same([kept[row]], [value])
        ]
        if not different:
            continue
        for row, value in different:
            kept[row] = value
        at_rows = [row for row, _ in different]
        store.column(sheet, column + at).patch(first, at_rows, [value for _, value in different])
        changed.append((sheet, column + at, first + at_rows[0], first + at_rows[-1] + 1))
    return changed
