"""The fixed block of Ringkasan that the line chart stands over: 60 days, columns H to J."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Day, Quantity, Rupiah
from sheet_schema.model import Column, SheetRow, Writer, optional


@dataclass(frozen=True)
class ChartDay(SheetRow):
    """One day of the chart; padded with blanks to 60 rows, never deleted."""

    tab_key: ClassVar[str] = "summary_chart"
    sheet: ClassVar[str] = "summary"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("day",)
    ordered: ClassVar[bool] = True
    left: ClassVar[int] = 7

    day: Column[dt.date | None] = optional(Day())
    revenue_idr: Column[int | None] = optional(Rupiah(minimum=None))
    orders: Column[int | None] = optional(Quantity())


SUMMARY_CHART = ChartDay
