"""Konfirmasi: people's answers, one row per code (workbook tab 10)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Day, Listed, Rupiah, Sentenced, Text
from sheet_schema.model import ByRow, Column, SheetRow, Shown, Writer, col, optional, result


@dataclass(frozen=True)
class Confirmation(SheetRow):
    """An answer; editing the row changes it, deleting the row takes it back."""

    tab_key: ClassVar[str] = "confirmations"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("code", "answer", "order_no")
    shown: ClassVar[Shown] = Shown.VISIBLE

    #: The first token is the key: a line ``M-…``, a question ``R05-N4217``, or an order number.
    code: Column[str] = col(Listed("open_code"))
    answer: Column[str] = col(Choice("answer"))
    order_no: Column[str | None] = optional(Text(400))
    amount_idr: Column[int | None] = optional(Rupiah())
    category: Column[str | None] = optional(Text(60))
    until: Column[dt.date | None] = optional(Day())
    answered_by: Column[str | None] = optional(Listed("team"))
    reason: Column[str | None] = optional(Text())
    answered_at: Column[dt.date | None] = optional(Day())
    code_text = result(Sentenced(), ByRow(3))
    suggestion = result(Sentenced(), ByRow(4))
    outcome = result(Sentenced(), ByRow(5))


CONFIRMATIONS = Confirmation
