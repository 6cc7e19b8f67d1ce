"""Rekap Harian: one row per day (workbook tab 11); row 2 prints the definitions."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Day, Quantity, Rupiah, Sentenced
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class RecapDay(SheetRow):
    """The figures of one day; a blank is unknown, never 0.

    Columns of workbook.md 8 whose facts come with later work (hours, visits, ads) are not here yet.
    """

    tab_key: ClassVar[str] = "recap_daily"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("day",)
    ordered: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.VISIBLE
    top: ClassVar[int] = 3

    day: Column[dt.date] = col(Day())
    orders_in: Column[int | None] = optional(Quantity())
    orders_valid: Column[int | None] = optional(Quantity())
    orders_cancelled: Column[int | None] = optional(Quantity())
    revenue_idr: Column[int | None] = optional(Rupiah(minimum=None))
    discount_idr: Column[int | None] = optional(Rupiah(minimum=None))
    returned_idr: Column[int | None] = optional(Rupiah(minimum=None))
    net_revenue_idr: Column[int | None] = optional(Rupiah(minimum=None))
    cost_idr: Column[int | None] = optional(Rupiah(minimum=None))
    gross_profit_idr: Column[object] = optional(Sentenced())
    average_order_idr: Column[int | None] = optional(Rupiah(minimum=None))
    new_buyers: Column[int | None] = optional(Quantity())
    shipping_billed_idr: Column[int | None] = optional(Rupiah(minimum=None))
    proven_idr: Column[int | None] = optional(Rupiah(minimum=None))
    seen_idr: Column[int | None] = optional(Rupiah(minimum=None))
    unknown_money_idr: Column[int | None] = optional(Rupiah(minimum=None))
    expenses_idr: Column[int | None] = optional(Rupiah(minimum=None))
    unique_code_idr: Column[int | None] = optional(Rupiah(minimum=None))
    marketplace_orders: Column[int | None] = optional(Quantity())
    marketplace_paid_idr: Column[int | None] = optional(Rupiah(minimum=None))
    marketplace_revenue_idr: Column[int | None] = optional(Rupiah(minimum=None))
    left_out: Column[object] = optional(Sentenced())
    note: Column[object] = optional(Sentenced())


RECAP_DAILY = RecapDay
