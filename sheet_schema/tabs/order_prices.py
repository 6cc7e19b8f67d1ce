"""Harga Nota: the price told to a buyer, line by line, in versions (workbook tab 47)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Moment, Quantity, Rupiah, Text
from sheet_schema.model import Column, SheetRow, Writer, col


@dataclass(frozen=True)
class LockedPrice(SheetRow):
    """One line of one order: item and k-th twin, as ``Kaos Polos - Hitam L`` or with ``#2``."""

    tab_key: ClassVar[str] = "order_prices"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("order_no", "line")
    journal: ClassVar[bool] = True

    order_no: Column[str] = col(Text())
    line: Column[str] = col(Text())
    unit_price_idr: Column[int] = col(Rupiah())
    qty: Column[int] = col(Quantity())
    order_total_idr: Column[int] = col(Rupiah())
    price_source: Column[str] = col(Choice("price_source"))
    since: Column[dt.datetime] = col(Moment())
    version: Column[int] = col(Quantity(minimum=1))


ORDER_PRICES = LockedPrice
