"""GridRange dictionaries: finding their tab, clamping them to its grid, refusing what lies outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automations.localsheets import a1
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Sheet

SIDES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


@dataclass(frozen=True, slots=True)
class Box:
    """Cells of one grid, half open: rows [first_row, last_row), columns likewise."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def rows(self) -> int:
        """How many rows."""
        return max(0, self.last_row - self.first_row)

    @property
    def columns(self) -> int:
        """How many columns."""
        return max(0, self.last_column - self.first_column)

    def area(self) -> a1.Area:
        """The same box for A1 notation."""
        return a1.Area(self.first_row, self.last_row, self.first_column, self.last_column)

    def meets(self, other: "Box") -> bool:
        """True if the two share a cell."""
        return (
            self.first_row < other.last_row
            and other.first_row < self.last_row
            and self.first_column < other.last_column
            and other.first_column < self.last_column
        )

    def holds(self, other: "Box") -> bool:
        """True if the other lies inside."""
        return (
            self.first_row <= other.first_row
            and other.last_row <= self.last_row
            and self.first_column <= other.first_column
            and other.last_column <= self.last_column
        )


def sheet_id_of(grid_range: Mapping[str, Any]) -> int:
    """The range's sheetId; absent means 0, as in proto3."""
    return int(grid_range.get("sheetId", 0))


def check_sides(node: Mapping[str, Any], *names: str) -> None:
    """Refuses an index that is no whole number or negative."""
    for name in names:
        side = node.get(name, 0)
        if isinstance(side, bool) or not isinstance(side, int):
            message = f"Invalid value at '{name}' (TYPE_INT32), {side!r}"
            raise RefusedError(message, violations=(message,))
        if side < 0:
            raise RefusedError(f"{name}[{side}] must not be negative.")


def area_of(grid_range: Mapping[str, Any]) -> a1.Area:
    """The range's sides; an absent one is open."""
    first_row, last_row, first_column, last_column = (grid_range.get(side) for side in SIDES)
    return a1.Area(first_row, last_row, first_column, last_column)


def clamped(sheet: Sheet, area: a1.Area) -> Box:
    """The area on the tab's grid; it may be empty."""
    rows, columns = sheet.row_count, sheet.column_count
    return Box(
        min(area.first_row or 0, rows),
        rows if area.last_row is None else min(area.last_row, rows),
        min(area.first_column or 0, columns),
        columns if area.last_column is None else min(area.last_column, columns),
    )


def inside(sheet: Sheet, area: a1.Area) -> Box:
    """The area clamped to the grid; refused if it *starts* outside (measured on Google 2026-09)."""
    starts_outside = (area.first_row or 0) >= sheet.row_count or (
        area.first_column or 0
    ) >= sheet.column_count
    if starts_outside:
        raise beyond(sheet, area)
    return clamped(sheet, area)


def beyond(sheet: Sheet, area: a1.Area) -> RefusedError:
    """The refusal of an area outside the grid."""
    shown = a1.Area(area.first_row or 0, area.last_row, area.first_column or 0, area.last_column)
    return RefusedError(
        f"Range ({a1.named(sheet.title, shown)}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def grid_range(sheet_id: int, area: a1.Area) -> dict[str, int]:
    """The area as a GridRange; a sheetId of 0 is left out, as in Google's answers."""
    sides = (area.first_row, area.last_row, area.first_column, area.last_column)
    found = {} if sheet_id == 0 else {"sheetId": sheet_id}
    found.update({n: side for n, side in zip(SIDES, sides, strict=True) if side is not None})
    return found


def without_zero(value: Any) -> Any:
    """A JSON value in which every `sheetId: 0` has vanished."""
    if isinstance(value, dict):
        return {
            name: without_zero(item)
            for name, item in value.items()
            if not (name == "sheetId" and item == 0)
        }
    if isinstance(value, list):
        return [without_zero(item) for item in value]
    return value
