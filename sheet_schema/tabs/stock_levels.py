"""Stok: what is there, promised and needed per item (workbook tab 16)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Day, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class StockLevel(SheetRow):
    """One item; quantities are blank while it was never counted."""

    tab_key: ClassVar[str] = "stock_levels"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("item",)
    shown: ClassVar[Shown] = Shown.LINKED
    top: ClassVar[int] = 3

    item: Column[str] = col(Text())
    name: Column[str | None] = optional(Text())
    on_hand_qty: Column[int | None] = optional(Quantity(minimum=None))
    allocated_qty: Column[int | None] = optional(Quantity(minimum=None))
    available_qty: Column[int | None] = optional(Quantity(minimum=None))
    per_day: Column[object] = optional(Sentenced())
    lasts_days: Column[int | None] = optional(Quantity())
    lead_time_days: Column[int | None] = optional(Quantity())
    safety_qty: Column[int | None] = optional(Quantity())
    reorder_point_qty: Column[int | None] = optional(Quantity())
    order_before: Column[dt.date | None] = optional(Day())
    suggested_qty: Column[int | None] = optional(Quantity())
    lost_per_day_idr: Column[int | None] = optional(Rupiah())
    average_cost_idr: Column[int | None] = optional(Rupiah())
    value_idr: Column[int | None] = optional(Rupiah(minimum=None))
    state: Column[str] = col(Choice("stock_state"))
    reason: Column[object] = optional(Sentenced())


STOCK_LEVELS = StockLevel
