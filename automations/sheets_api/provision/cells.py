"""Cells to be: values and notes by place, compared with what stands, packed into requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from automations.sheets_api.projections import canonical
from automations.sheets_api.provision.state import Json, SheetState
from sheet_schema.cells import Cell

Request = dict[str, Any]


@dataclass(frozen=True)
class Put:
    """What one cell shall hold; ``None`` leaves that part alone."""

    row: int
    column: int
    value: Json | None = None
    note: str | None = None


def entered(cell: Cell) -> dict[str, Any]:
    """The ExtendedValue of a plain cell; text never becomes a formula or a number."""
    if isinstance(cell, bool):
        return {"boolValue": cell}
    if isinstance(cell, (int, float)):
        return {"numberValue": cell}
    return {"stringValue": cell} if cell else {}


def formula(text: str) -> dict[str, Any]:
    """The ExtendedValue of a formula of ours."""
    return {"formulaValue": text}


def cell_requests(sheet_id: int, puts: Iterable[Put], state: SheetState | None) -> list[Request]:
    """Requests ``updateCells`` for every put that differs; neighbours share a request."""
    values: dict[tuple[int, int], Mapping[str, Any]] = {}
    notes: dict[tuple[int, int], Mapping[str, Any]] = {}
    for put in puts:
        at = (put.row, put.column)
        held = {} if state is None else state.cells.get(at, {})
        if put.value is not None and not same_value(put.value, held.get("userEnteredValue", {})):
            values[at] = {"userEnteredValue": put.value} if put.value else {}
        if put.note is not None and put.note != held.get("note", ""):
            notes[at] = {"note": put.note}
    return [
        *_packed(sheet_id, values, "userEnteredValue"),
        *_packed(sheet_id, notes, "note"),
    ]


def same_value(wanted: Json, held: Json) -> bool:
    """Equal as entered; two spellings of a formula are one."""
    if "formulaValue" in wanted and "formulaValue" in held:
        return canonical(wanted["formulaValue"]) == canonical(held["formulaValue"])
    return dict(wanted) == dict(held)


def _packed(
    sheet_id: int, cells: Mapping[tuple[int, int], Mapping[str, Any]], fields: str
) -> Iterator[Request]:
    """One request a block: rows below one another with the same first and last column."""
    blocks: list[tuple[int, int, list[list[Mapping[str, Any]]]]] = []
    open_at: dict[tuple[int, int], int] = {}  # (first column, width) → block still growing
    for row, left, run in _runs(cells):
        shape = (left, len(run))
        at = open_at.get(shape)
        if at is not None and blocks[at][0] + len(blocks[at][2]) == row:
            blocks[at][2].append(run)
        else:
            open_at[shape] = len(blocks)
            blocks.append((row, left, [run]))
    for row, left, rows in blocks:
        yield {
            "updateCells": {
                "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": left},
                "rows": [{"values": run} for run in rows],
                "fields": fields,
            }
        }


def _runs(
    cells: Mapping[tuple[int, int], Mapping[str, Any]],
) -> Iterator[tuple[int, int, list[Mapping[str, Any]]]]:
    run: list[Mapping[str, Any]] = []
    start = (-1, -1)
    for at in sorted(cells):
        if run and at != (start[0], start[1] + len(run)):
            yield start[0], start[1], run
            run = []
        if not run:
            start = at
        run.append(cells[at])
    if run:
        yield start[0], start[1], run
