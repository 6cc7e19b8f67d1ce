"""Buku Nota: every order number, its kode unik and its first-seen moments (workbook tab 46)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Choice, Moment, Quantity, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class BookEntry(SheetRow):
    """One number; moments are when the bot first saw the fact."""

    tab_key: ClassVar[str] = "order_book"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)
    journal: ClassVar[bool] = True

    order_no: Column[str] = col(Text())
    unique_code: Column[int | None] = optional(Quantity())
    state: Column[str] = col(Choice("number_state"))
    first_filled_at: Column[dt.datetime | None] = optional(Moment())
    first_complete_at: Column[dt.datetime | None] = optional(Moment())
    money_seen_at: Column[dt.datetime | None] = optional(Moment())
    claimed_at: Column[dt.datetime | None] = optional(Moment())
    sent_at: Column[dt.datetime | None] = optional(Moment())
    adopted: Column[bool | None] = optional(Check())


ORDER_BOOK = BookEntry
