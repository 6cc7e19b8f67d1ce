"""Siap Kirim: which order may be packed now, and why not (workbook tab 4)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Day, LinkFormula, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class ShippingLine(SheetRow):
    """One order; ✅ first by due day, then ⛔, then those sent today; at most 500."""

    tab_key: ClassVar[str] = "ready_to_ship"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)
    ordered: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.VISIBLE
    top: ClassVar[int] = 3

    ship: Column[object] = col(Sentenced())
    order_no: Column[str] = col(Text())
    label: Column[object] = optional(Sentenced())
    contents: Column[object] = optional(Sentenced())
    courier: Column[str | None] = optional(Text())
    note: Column[str | None] = optional(Text())
    due: Column[dt.date | None] = optional(Day())
    cod_idr: Column[int | None] = optional(Rupiah())
    weight_g: Column[int | None] = optional(Quantity())
    channel: Column[str | None] = optional(Text())
    check_letters: Column[str | None] = optional(Text())
    open_link: Column[str | None] = optional(LinkFormula())


READY_TO_SHIP = ShippingLine
