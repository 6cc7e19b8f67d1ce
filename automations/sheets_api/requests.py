"""Changes as ``batchUpdate`` requests, measured and cut into batches (pure; sheets_api.md 4.1).

``fields`` is always the explicit mask ``userEnteredValue``: formats and validation stay.  Text is
only ever a ``stringValue``; a formula is sent only for a column of kind ``formula``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.sheets_api.transport import encoded
from automations.workbook.plan import CellsChange
from sheet_schema.cells import Cell
from sheet_schema.tabs import TABS

LIMIT_BYTES = 4_000_000  #: Google's hard stop is 10,485,760
PIECE_BYTES = 500_000  #: about the largest single request
SPARE_ROWS = 200
#: The order in which a plan that is too big is sent: each part is valid without the later ones.
_LATE = {"order_results": 2, "line_results": 2, "price_lookup": 2, "dropdown_lists": 2}
_RECAPS = ("recap_", "summary")


@dataclass(frozen=True)
class Piece:
    """One request as sent, the changes that it carries, and the rows a tab has after it."""

    changes: tuple[CellsChange, ...]
    encoded: bytes
    rows: tuple[int, int] | None = None  #: (sheetId, rows of the grid once applied)


Batch = tuple[Piece, ...]


def entered(cell: Cell, *, formula: bool) -> dict[str, Any]:
    """The CellData of *cell*; ``{}`` clears it."""
    if isinstance(cell, bool):
        return {"userEnteredValue": {"boolValue": cell}}
    if isinstance(cell, (int, float)):
        return {"userEnteredValue": {"numberValue": cell}}
    if cell == "":
        return {}
    kind = "formulaValue" if formula and cell.startswith("=") else "stringValue"
    return {"userEnteredValue": {kind: cell}}


def update_cells(
    sheet_id: int, row: int, column: int, rows: Sequence[Sequence[dict[str, Any]]]
) -> dict[str, Any]:
    """An ``updateCells`` of *rows* from a corner, indexes from 0."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": list(cells)} for cells in rows],
            "fields": "userEnteredValue",
        }
    }


def pieces(
    changes: Iterable[CellsChange], sheet_ids: Mapping[str, int], row_counts: Mapping[int, int]
) -> list[Piece]:
    """The requests of *changes*, tab by tab in sending order; grids grow first."""
    by_tab: dict[str, list[CellsChange]] = {}
    for change in changes:
        by_tab.setdefault(change.tab, []).append(change)
    rows_now = dict(row_counts)
    found: list[Piece] = []
    for tab in sorted(by_tab, key=_rank):
        sheet_id = sheet_ids[tab]
        needed = max(change.row for change in by_tab[tab])
        if needed > rows_now.get(sheet_id, needed):
            added = needed + SPARE_ROWS - rows_now[sheet_id]
            rows_now[sheet_id] += added
            found.append(
                Piece((), encoded(_grow(sheet_id, added)), (sheet_id, needed + SPARE_ROWS))
            )
        found += [
            Piece(tuple(joined), encoded(_update(sheet_id, joined)))
            for joined in _joined(by_tab[tab])
        ]
    return found


def _rank(tab: str) -> tuple[int, str]:
    if TABS[tab].journal:
        return (0, tab)
    return (3, tab) if tab.startswith(_RECAPS) else (_LATE.get(tab, 1), tab)


def _grow(sheet_id: int, rows: int) -> dict[str, Any]:
    """Rows added at the end; a new row count could shrink a grid that somebody enlarged."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": "ROWS", "length": rows}}


def _joined(changes: list[CellsChange]) -> Iterator[list[CellsChange]]:
    """Rectangles: neighbouring rows that change the same columns."""
    run: list[CellsChange] = []
    size = 0
    for change in sorted(changes, key=lambda change: (change.row, change.column)):
        weight = sum(len(str(cell)) + 50 for cell in change.cells)
        if run and (not _continues(run[-1], change) or size + weight > PIECE_BYTES):
            yield run
            run, size = [], 0
        run.append(change)
        size += weight
    if run:
        yield run


def _continues(last: CellsChange, change: CellsChange) -> bool:
    return (
        change.row == last.row + 1
        and change.column == last.column
        and len(change.cells) == len(last.cells)
    )


def _update(sheet_id: int, joined: Sequence[CellsChange]) -> dict[str, Any]:
    first = joined[0]
    tab = TABS[first.tab]
    formulas = {
        tab.left + at for at, column in enumerate(tab.columns()) if column.cell.kind == "formula"
    }
    places = range(first.column, first.column + len(first.cells))
    rows = [
        [
            entered(cell, formula=at in formulas and change.row >= tab.top)
            for at, cell in zip(places, change.cells, strict=True)
        ]
        for change in joined
    ]
    return update_cells(sheet_id, first.row - 1, first.column, rows)


def cut(found: Sequence[Piece], limit: int = LIMIT_BYTES) -> list[Batch]:
    """Batches of *found* in their order, each at most *limit* bytes (or one bigger request)."""
    batches: list[list[Piece]] = []
    size = 0
    for piece in found:
        if not batches or size + len(piece.encoded) + 1 > limit:
            batches.append([])
            size = 0
        batches[-1].append(piece)
        size += len(piece.encoded) + 1
    return [tuple(batch) for batch in batches]
