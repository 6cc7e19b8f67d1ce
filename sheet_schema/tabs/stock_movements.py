"""Stok Masuk: dated changes of quantity that staff type (workbook tab 6)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Day, Listed, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import ByRow, Column, SheetRow, Shown, Writer, col, optional, result


@dataclass(frozen=True)
class StockMovement(SheetRow):
    """A receipt, damage, loss or count of one item; a count is the number at the day's end."""

    tab_key: ClassVar[str] = "stock_movements"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("moved_on", "kind", "item", "qty")
    shown: ClassVar[Shown] = Shown.VISIBLE

    moved_on: Column[dt.date] = col(Day())
    kind: Column[str] = col(Choice("stock_movement_kind"))
    item: Column[str] = col(Listed("item"))
    qty: Column[int] = col(Quantity())
    unit_cost_idr: Column[int | None] = optional(Rupiah())
    ref: Column[str | None] = optional(Text())
    warehouse: Column[str | None] = optional(Listed("warehouse"))
    moved_by: Column[str | None] = optional(Listed("team"))
    note: Column[str | None] = optional(Text())
    check = result(Sentenced(), ByRow(3))
    after_qty = result(Sentenced(), ByRow(4))


STOCK_MOVEMENTS = StockMovement
