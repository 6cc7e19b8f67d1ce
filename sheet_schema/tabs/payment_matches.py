"""Pembayaran: which bank line pays which order, or may (workbook tab 18)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Day, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class PaymentMatch(SheetRow):
    """One line against one order; ``amount_idr`` is what is allocated, or proposed."""

    tab_key: ClassVar[str] = "payment_matches"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("line_id", "order_no")
    shown: ClassVar[Shown] = Shown.LINKED

    line_id: Column[str] = col(Text())
    order_no: Column[str] = col(Text())
    amount_idr: Column[int] = col(Rupiah())
    score: Column[int] = col(Quantity())
    tier: Column[str] = col(Choice("match_tier"))
    reasons: Column[object] = col(Sentenced())
    rivals: Column[object] = optional(Sentenced())
    to_be_automatic: Column[object] = optional(Sentenced())
    answer: Column[object] = optional(Sentenced())
    since: Column[dt.date | None] = optional(Day())


PAYMENT_MATCHES = PaymentMatch
