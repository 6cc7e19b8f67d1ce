"""_Nota: what staff rows look up by order number (workbook tab 42); A:J fixed for ever."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Moment, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class OrderResult(SheetRow):
    """One order's results; ``total`` is rupiah, or the text ``harga?``."""

    tab_key: ClassVar[str] = "order_results"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)

    order_no: Column[str] = col(Text())
    total: Column[object] = optional(Sentenced())
    check: Column[object] = optional(Sentenced())
    status: Column[object] = col(Sentenced())
    payment_text: Column[object] = optional(Sentenced())
    shipping_text: Column[object] = optional(Sentenced())
    outstanding_idr: Column[int | None] = optional(Rupiah(minimum=None))
    facts_version: Column[str] = col(Text())
    buyer: Column[str | None] = optional(Text())
    updated_at: Column[dt.datetime] = col(Moment(), stamp=True)


ORDER_RESULTS = OrderResult
